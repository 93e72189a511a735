// Programs that stand in for az, curl and databricks: they write their calls down and answer what a test says.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../kusto/sources.mjs';

/** A folder with stand-ins, for one run of a script. */
export class StandIns {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'stand-ins-'));
    this.bin = join(this.folder, 'bin');
    mkdirSync(this.bin);
    writeFileSync(join(this.folder, 'calls'), '');
  }

  /** @param answers pairs: a pattern of the arguments, and what is printed, or a list of what is printed by each call in turn (the last one stays). */
  program(name, answers) {
    const table = join(this.folder, `${name}.json`);
    writeFileSync(table, JSON.stringify(answers.map(([pattern, texts]) => [pattern.source, [texts].flat()])));
    const path = join(this.bin, name);
    writeFileSync(path, `#!/usr/bin/env node
const fs = require('node:fs');
const call = process.argv.slice(2).join(' ');
fs.appendFileSync(${JSON.stringify(join(this.folder, 'calls'))}, '${name} ' + call + '\\n');
const table = JSON.parse(fs.readFileSync(${JSON.stringify(table)}, 'utf8'));
const row = table.find(([pattern]) => new RegExp(pattern).test(call));
if (!row) { console.error('no answer for: ' + call); process.exit(3); }
const text = row[1].length > 1 ? row[1].shift() : row[1][0];
fs.writeFileSync(${JSON.stringify(table)}, JSON.stringify(table));
if (text === null) process.exit(22);
process.stdout.write(text);
`);
    chmodSync(path, 0o755);
    return this;
  }

  /** @returns {code, text} with all that was printed. */
  run(script, ...args) {
    const { status, stdout, stderr } = spawnSync('bash', [join(root, script), ...args], {
      encoding: 'utf8',
      cwd: this.folder,
      env: { ...process.env, PATH: `${this.bin}:${process.env.PATH}`, DBXSERVERLESS_PAUSE: '0' },
    });
    return { code: status, text: stdout + stderr };
  }

  file(name, text) {
    writeFileSync(join(this.folder, name), text);
    return join(this.folder, name);
  }

  hash(name) {
    execFileSync('bash', ['-c', `sha256sum ${name} > ${name}.sha256`], { cwd: this.folder });
  }

  calls() {
    return readFileSync(join(this.folder, 'calls'), 'utf8').trim().split('\n');
  }

  close() {
    rmSync(this.folder, { recursive: true });
  }
}
