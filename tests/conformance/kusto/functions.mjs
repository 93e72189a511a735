// The KQL functions that every query of ours goes through.
import { Language } from './language.mjs';
import { functions, joins, read, tables } from './sources.mjs';
import { check, finish } from './tap.mjs';

const texts = functions();
const language = new Language(tables, texts);

for (const [name, text] of texts) {
  check(`function ${name} is right`, () => language.problemsOfFunction(text));
}

for (const { name, columns } of tables) {
  check(`function ${name} gives every column of its table`, () => {
    const given = language.columnsOf(`${name}(ago(1d), now())`);
    return columns.filter(column => !given.includes(column.name)).map(column => `${column.name} is missing`);
  });
}

for (const name of joins()) {
  check(`function ${name} reads tables through their functions and looks back no further than it is told`, () => [
    ...language.tablesOf(`let ours = (startTime: datetime, endTime: datetime) {\n${texts.get(name)}\n}; ours(ago(1d), now())`).map(table => `reads ${table} itself`),
    ...language.callsOf(texts.get(name)).filter(call => call.name === 'ago' || call.name === 'now').map(call => `calls ${call.name}`),
  ]);
}

check('DbxRuns tells of each run what its machines cost, in numbers that can be unknown', () => {
  const types = language.typesOf('DbxRuns(ago(1d), now())');
  return Object.entries({ ListCost: 'real', VmCost: 'real', TotalCost: 'real', NodeHours: 'real', SpotNodeHours: 'real', NodeTypes: 'dynamic', Currency: 'string' })
    .filter(([name, type]) => types.get(name) !== type)
    .map(([name, type]) => `${name} is ${types.get(name)} and not ${type}`);
});

check('functions.bicep has every join, under its own name', () => {
  const bicep = read('infra-bicep', 'modules', 'functions.bicep');
  const deployed = [...bicep.matchAll(/name: '(\w+)', query: loadTextContent\('\.\.\/functions\/(\w+)\.kql'\)/g)].map(([, name, file]) => `${name} ${file}`);
  const expected = joins().map(name => `${name} ${name}`);
  return [...expected.filter(one => !deployed.includes(one)), ...deployed.filter(one => !expected.includes(one))];
});

// The checks above are worth what the validator refuses.
const refused = {
  'an unknown column': 'DbxJobRuns(ago(1d), now()) | where Stat == "FAILED"',
  'an unknown column after a summarize': 'DbxJobRuns(ago(1d), now()) | summarize count() by WorkspaceId | project RunId',
  'an unknown table': 'DbxJobRun_CL | take 1',
  'an unknown function of ours': 'DbxJobRun(ago(1d), now())',
  'an unknown built-in function': 'DbxJobRuns(ago(1d), now()) | extend x = tolowercase(State)',
  'a function of ours without its end': 'DbxJobRuns(ago(1d))',
  'a function of ours called with numbers': 'DbxJobRuns("yesterday", 5)',
  'a comparison of a number with a text': 'DbxJobRuns(ago(1d), now()) | where DurationSeconds > "long"',
  'an arithmetic with a text': 'DbxJobRuns(ago(1d), now()) | extend x = State * 2',
  'an aggregate of a text': 'DbxJobRuns(ago(1d), now()) | summarize sum(State)',
  'an unknown join key': 'DbxJobRuns(ago(1d), now()) | join DbxTaskRuns(ago(1d), now()) on RunId',
  'a missing bracket': 'DbxJobRuns(ago(1d), now()) | where (State == "FAILED"',
};
for (const [what, query] of Object.entries(refused)) {
  check(`the validator refuses ${what}`, () => (language.problemsOf(query).length > 0 ? [] : `accepted: ${query}`));
}

for (const [tableName, columnName] of [['DbxJobRuns', 'State'], ['DbxRunMachines', 'VmCost']]) {
  check(`${tableName}.${columnName} that is renamed in the schema breaks the functions that use it`, () => {
    const renamed = tables.map(table => (table.name === tableName ? { ...table, columns: table.columns.map(column => (column.name === columnName ? { ...column, name: 'Renamed' } : column)) } : table));
    return new Language(renamed, functions(renamed)).problemsOfFunction(texts.get('DbxRuns')).length > 0 ? [] : `DbxRuns is still right without ${tableName}.${columnName}`;
  });
}

check('the validator sees a table that is read without its function', () => (language.tablesOf('DbxJobRuns_CL | take 1').join() === 'DbxJobRuns_CL' ? [] : 'not seen'));

finish();
