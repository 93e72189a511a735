// The deployment's templates: syntax, names, modules and settings. Bicep's own compiler has the last word; it cannot be had from a package registry.
import { check, finish } from '../kusto/tap.mjs';
import { list, read, tables } from '../kusto/sources.mjs';
import { deploying } from './deploying.mjs';
import { errorsOf } from './grammar.mjs';
import { nodesOf } from './names.mjs';
import { Templates, templates } from './template.mjs';

const texts = templates();
const ours = new Templates(texts);

for (const [file, text] of texts) {
  check(`${file} is Bicep`, () => errorsOf(text));
  check(`${file} names what is there, and nothing for nothing`, () => ours.problemsOf(file));
}

check('main.bicepparam fits main.bicep', () => ours.problemsOfParameters(read('infra-bicep', 'main.bicepparam')));

check('every module is deployed', () => {
  const deployed = ours.of('main.bicep', 'module').map(module => ours.pathOf('main.bicep', module));
  return [...texts.keys()].filter(file => file.startsWith('modules/') && !deployed.includes(file));
});

check('a resource type has one version everywhere', () => [...ours.versions()].filter(([, versions]) => versions.size > 1).map(([type, versions]) => `${type}: ${[...versions].join(', ')}`));

// What the app is told, by the keys of all objects in the module; numbers stand for loops.
const settings = [...nodesOf(ours.tree('modules/function-app.bicep'))]
  .filter(([node]) => node.kind === 'object')
  .flatMap(([node]) => node.properties.map(({ key }) => key.name ?? key.parts.map(part => (typeof part === 'string' ? part : '0')).join('')))
  .filter(name => name.includes('__') || /^[A-Z_]+$/.test(name));

check('the app is told nothing that it does not know', () => {
  const known = new Set([...read('docs', 'settings.md').matchAll(/^\| `([\w.]+)`/gm)].map(([, name]) => name));
  const azure = /^(AzureWebJobsStorage__(credential|clientId|(blob|queue|table)ServiceUri)|APPLICATIONINSIGHTS_(CONNECTION|AUTHENTICATION)_STRING|Sinks__default__(Audience|Rules__0__(Endpoint|ImmutableId|Tables)))$/;
  return settings.length < 20 ? [`only ${settings.length} settings were found`] : settings.filter(name => !known.has(name) && !azure.test(name));
});

check('the app is told nothing that Flex Consumption refuses', () => settings.filter(name => /^(FUNCTIONS_|WEBSITE_|SCM_|ENABLE_ORYX|TZ$)/.test(name)));

check('tables of the cheaper plan are used by no function, workbook or alert', () => {
  const basic = JSON.parse(read('infra-bicep', 'generated', 'tables.json')).tables.filter(table => table.plan === 'Basic').map(table => table.name);
  const used = ['functions', 'workbooks', 'alerts'].flatMap(folder => filesOf(folder).map(file => [file, read('infra-bicep', folder, file)]));
  return basic.flatMap(table => used.filter(([, text]) => new RegExp(`\\b${table}(_CL)?\\b`).test(text)).map(([file]) => `${file} uses ${table}`));
});

check('the generated tables are those of the schema', () => {
  const generated = JSON.parse(read('infra-bicep', 'generated', 'tables.json')).tables;
  const shape = of => JSON.stringify(of.map(table => [table.name, table.columns.map(column => [column.name, column.type])]));
  return shape(generated) === shape(tables) ? [] : ['they differ; generate both again'];
});

function filesOf(folder) {
  try {
    return list('infra-bicep', folder);
  } catch {
    return [];
  }
}

// The checks above are worth what the checker refuses.
const storage = texts.get('modules/storage.bicep');
const refused = {
  'an unknown name': ["sku: {\n    name: sku\n  }", "sku: {\n    name: skuu\n  }"],
  'an unknown function': ['${packages.name}', '${toLowerCase(packages.name)}'],
  'an unused parameter': ["param sku string", "param sku string\n\n@description('x')\nparam more string"],
  'a parameter without a description': ["@description('Required. Region.')\n", ''],
  'a property that is there twice': ["kind: 'StorageV2'", "kind: 'StorageV2'\n  location: location"],
  'two properties in one line': ["tags: tags\n  kind: 'StorageV2'", "tags: tags kind: 'StorageV2'"],
  'a missing bracket': ['days: 7\n    }\n    container', 'days: 7\n    container'],
  'a text that is not closed': ["kind: 'StorageV2'", "kind: 'StorageV2"],
};
for (const [what, [before, after]] of Object.entries(refused)) {
  check(`the checker refuses ${what}`, () => (storage.includes(before) && isRefused('modules/storage.bicep', storage.replace(before, after)) ? [] : 'accepted'));
}

const main = texts.get('main.bicep');
const refusedInMain = {
  'an unknown module': ["'modules/storage.bicep'", "'modules/storages.bicep'"],
  'a parameter that a module does not have': ['sku: storageSku', 'skuu: storageSku'],
  'a parameter that a module needs and does not get': ['    sku: storageSku\n', ''],
  'an output that a module does not have': ['storage.outputs.blobEndpoint', 'storage.outputs.blobs'],
  'an output of what may not be there': ['network!.outputs.egressAddress', 'network.outputs.egressAddress'],
  'a type that is not there': ['param names resourceNames', 'param names resourceName'],
};
for (const [what, [before, after]] of Object.entries(refusedInMain)) {
  check(`the checker refuses ${what}`, () => (main.includes(before) && isRefused('main.bicep', main.replace(before, after)) ? [] : 'accepted'));
}

check('the checker refuses a role assignment that is another one each time', () => {
  const roles = texts.get('modules/roles.bicep');
  return isRefused('modules/roles.bicep', roles.replace('name: guid(account.id, principalId, role.id)', 'name: newGuid()')) ? [] : 'accepted';
});

function isRefused(file, text) {
  try {
    return new Templates(new Map(texts).set(file, text)).problemsOf(file).length > 0;
  } catch {
    return true;
  }
}

deploying();
finish();
