// Writes the workbooks and Grafana dashboards from their sources: node eng/dashboards/build.mjs [--check]
// With --check nothing is written; the exit code says whether all of them are current.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { toGrafana } from './grafana.mjs';
import { metricDashboards } from './metrics.mjs';
import { toWorkbook } from './workbook.mjs';

const infra = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'infra-bicep');
const sources = join(dirname(fileURLToPath(import.meta.url)), 'views');

export const views = await Promise.all(readdirSync(sources).sort().map(async file => (await import(pathToFileURL(join(sources, file)))).default));

/** The generated files: path below infra-bicep, and content. */
export const files = new Map([
  ...views.flatMap(view => [
    [`workbooks/${view.name}.workbook.json`, textOf(toWorkbook(view, views.filter(other => other !== view)))],
    [`grafana/${view.name}.json`, textOf(toGrafana(view))],
  ]),
  ...[...metricDashboards].map(([name, dashboard]) => [`grafana/${name}`, textOf(dashboard)]),
]);

/** @returns those that are not on disk as they should be. */
export const stale = () => [...files].filter(([path, content]) => {
  try {
    return readFileSync(join(infra, path), 'utf8') !== content;
  } catch {
    return true;
  }
}).map(([path]) => path);

function textOf(value) {
  return `${JSON.stringify(value, null, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const old = stale();
  if (process.argv.includes('--check')) process.exitCode = old.length === 0 ? 0 : 1;
  else for (const path of old) writeFileSync(join(infra, path), files.get(path));
  console.log(old.length === 0 ? 'All current.' : `${process.argv.includes('--check') ? 'Stale' : 'Written'}: ${old.join(', ')}`);
}
