// Workbooks and the Grafana dashboards over the same records.
import { files, stale, views } from '../../../eng/dashboards/build.mjs';
import { Language } from './language.mjs';
import { azureTables, functions, list, read, tables } from './sources.mjs';
import { check, finish } from './tap.mjs';
import { problemsOfDashboard, problemsOfWorkbook } from './views.mjs';

const language = new Language(tables, functions(), azureTables);
const workbookOf = view => JSON.parse(read('infra-bicep', 'workbooks', `${view.name}.workbook.json`));

check('workbooks and dashboards are those of their sources', () => {
  const old = stale();
  return old.length === 0 ? [] : `stale: ${old.join(', ')}; run node eng/dashboards/build.mjs`;
});

check('no workbook or dashboard is left whose source is gone', () =>
  ['workbooks', 'grafana'].flatMap(folder => list('infra-bicep', folder).map(file => `${folder}/${file}`)).filter(path => path.endsWith('.json') && !files.has(path)));

for (const view of views) {
  check(`workbook ${view.name} is right`, () => problemsOfWorkbook(language, workbookOf(view)));
  check(`Grafana dashboard ${view.name} is right`, () => problemsOfDashboard(language, JSON.parse(read('infra-bicep', 'grafana', `${view.name}.json`))));
}

check('every workbook is deployed under its title', () => {
  const bicep = read('infra-bicep', 'modules', 'workbooks.bicep');
  return views.filter(({ name, title }) => !bicep.includes(`name: '${name}'\n    title: '${title}'\n    content: loadTextContent('../workbooks/${name}.workbook.json')`)).map(({ name }) => name);
});

// Bicep loads no longer text than this.
check('every workbook can be loaded by Bicep', () => [...files].filter(([path, content]) => path.startsWith('workbooks/') && content.length > 131_072).map(([path]) => path));

const sound = () => structuredClone(workbookOf(views.find(view => view.name === 'jobs-and-pipelines')));
const queryOf = (workbook, name) => workbook.items.find(item => item.name === name).content;
const refused = {
  'an unknown column': workbook => { queryOf(workbook, 'Jobs').query += '\n| where Stat == 1'; },
  'a table without its function': workbook => { queryOf(workbook, 'Jobs').query = 'DbxJobRuns_CL\n| project JobKey = RunId, LatestState = State, Failed = 1, ListCost = 1'; },
  'a parameter that nobody picks': workbook => { queryOf(workbook, 'Jobs').query += '\n| where WorkspaceId == \'{Nobody}\''; },
  'an item that waits for what nobody picks': workbook => { workbook.items.at(-1).conditionalVisibility.parameterName = 'Nobody'; },
  'a click that picks a column that is not there': workbook => { queryOf(workbook, 'Jobs').exportFieldName = 'Key'; },
  'a hidden column that is not there': workbook => { queryOf(workbook, 'Jobs').gridSettings.formatters[0].columnMatch = '^Key$'; },
  'a chart of two numbers': workbook => { queryOf(workbook, 'Runs by state').query += '\n| extend Two = 2'; },
  'tiles without titles': workbook => { queryOf(workbook, 'At a glance').query += '\n| project Value'; },
  'a query without words for nothing': workbook => { delete queryOf(workbook, 'Jobs').noDataMessage; },
  'a picker that filters by the time of delivery': workbook => { queryOf(workbook, 'Jobs').timeContextFromParameter = 'TimeRange'; },
  'two items of one name': workbook => { workbook.items.push(structuredClone(workbook.items[2])); },
  'an item of no known type': workbook => { workbook.items[2].type = 33; },
};
for (const [what, change] of Object.entries(refused)) {
  check(`the validator refuses ${what}`, () => {
    const workbook = sound();
    change(workbook);
    return problemsOfWorkbook(language, workbook).length > 0 ? [] : 'accepted';
  });
}

finish();
