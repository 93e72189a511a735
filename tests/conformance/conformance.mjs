// Runs every statement that the collector sends on a real SQL engine, over the rows that the simulator shows, and compares with
// what the simulator answers. Prints TAP; the exit code is 0 only if nothing differs.
//
//   node conformance.mjs [FOLDER]   FOLDER as written by tests/DbxServerless.Conformance; without it, that is run first.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compare } from './compare.mjs';
import { coverage } from './coverage.mjs';
import { Engine } from './engine.mjs';
import { toDuckDb } from './translation.mjs';

const given = process.argv[2];
const folder = given ?? exported();
let number = 0;
let failures = 0;

function exported() {
  const target = mkdtempSync(join(tmpdir(), 'conformance-'));
  const project = join(dirname(fileURLToPath(import.meta.url)), '..', 'DbxServerless.Conformance');
  execFileSync('dotnet', ['run', '--project', project, '--', target], { stdio: ['ignore', 'ignore', 'inherit'] });
  return target;
}

function report(title, problem) {
  number++;
  if (problem === null) {
    console.log(`ok ${number} - ${title}`);
    return;
  }
  failures++;
  console.log(`not ok ${number} - ${title}`);
  for (const line of problem.split('\n')) console.log(`    ${line}`);
}

async function problemOf(engine, statement) {
  try {
    const answer = { columns: statement.columns, rows: statement.rows };
    return compare(answer, await engine.run(toDuckDb(statement.text), statement.parameters));
  } catch (error) {
    return error.message;
  }
}

const answered = new Map();
try {
  for (const name of readdirSync(folder).sort()) {
    const engine = await Engine.load(join(folder, name));
    for (const statement of JSON.parse(readFileSync(join(folder, name, 'statements.json'), 'utf8'))) {
      const title = `${statement.dataset} ${statement.statement}`;
      report(`${title} (${name}, ${statement.rows.length} rows)`, await problemOf(engine, statement));
      answered.set(title, (answered.get(title) ?? 0) + statement.rows.length);
    }
    const { problem, rows } = await coverage(engine, join(folder, name)).catch(error => ({ problem: error.message, rows: 0 }));
    report(`coverage of log delivery (${name}, ${rows} rows)`, problem);
    answered.set('coverage of log delivery', (answered.get('coverage of log delivery') ?? 0) + rows);
    engine.close();
  }
} finally {
  if (!given) rmSync(folder, { recursive: true });
}

// Two empty answers are equal and prove nothing.
for (const [title, rows] of answered) report(`${title} has rows in some case`, rows > 0 ? null : 'it has none');
console.log(`1..${number}`);
process.exitCode = failures === 0 && number > 0 ? 0 : 1;
