// The alert rules: right KQL within what a log search alert can see, and a runbook for each.
import { Language } from './language.mjs';
import { problemsOfRule, wideLiterals } from './rules.mjs';
import { alerts, functions, list, queryOf, read, tables } from './sources.mjs';
import { check, finish } from './tap.mjs';

const texts = functions();
const language = new Language(tables, texts);
const names = alerts.map(alert => alert.name);
const queries = list('infra-bicep', 'alerts').filter(file => file.endsWith('.kql')).map(file => file.slice(0, -'.kql'.length));
const properties = 'description dimensions displayName enabled evaluationFrequency name query severity thresholds windowSize';

for (const alert of alerts) {
  check(`alert ${alert.name} is right`, () => [
    // Bicep reads the properties of each as those of all.
    ...(Object.keys(alert).sort().join(' ') === properties ? [] : [`has ${Object.keys(alert).sort().join(' ')}`]),
    ...problemsOfRule(language, alert, queryOf(alert)),
    ...Object.keys(alert.thresholds).filter(name => !read('infra-bicep', 'alerts', `${alert.query}.kql`).includes(`{${name}}`)).map(name => `the query does not use ${name}`),
    ...([0, 1, 2, 3, 4].includes(alert.severity) ? [] : [`severity ${alert.severity}`]),
    ...(/^Databricks: /.test(alert.displayName) && alert.description.length > 40 ? [] : ['says neither what it is nor why it may wake someone']),
  ]);
}

for (const query of queries) {
  check(`alert query ${query} is deployed, used and has a runbook`, () => {
    const runbook = read('docs', 'alerts', `${query}.md`);
    const rules = alerts.filter(alert => alert.query === query);
    return [
      ...(rules.length > 0 ? [] : ['no rule uses it']),
      ...(new RegExp(`'?${query}'?: loadTextContent\\('\\.\\./alerts/${query}\\.kql'\\)`).test(read('infra-bicep', 'modules', 'alerts.bicep')) ? [] : ['alerts.bicep does not load it']),
      ...['## What to do', '## When it is wrong', '## Rules and thresholds', 'wake someone'].filter(part => !runbook.includes(part)).map(part => `the runbook has no '${part}'`),
      ...rules.map(rule => `| \`${rule.name}\` | ${rule.severity} | ${rule.enabled ? 'yes' : 'no'} |${Object.values(rule.thresholds).map(value => ` ${value} |`).join('')}`)
        .filter(row => !runbook.includes(row)).map(row => `the runbook does not say ${row}`),
      ...rules.filter(rule => !read('docs', 'alerts', 'README.md').includes(`| \`${rule.name}\` | [`)).map(rule => `docs/alerts/README.md does not list ${rule.name}`),
    ];
  });
}

check('every rule has a name of its own and a query that is there', () => [
  ...names.filter((name, index) => names.indexOf(name) !== index),
  ...alerts.filter(alert => !queries.includes(alert.query)).map(alert => `${alert.name}: no ${alert.query}.kql`),
]);

check('five rules are on by default', () => {
  const on = alerts.filter(alert => alert.enabled).map(alert => alert.name);
  return on.length === 5 ? [] : `${on.length}: ${on.join(', ')}`;
});

check('shares and comparisons ask for a minimum sample', () =>
  alerts.filter(alert => Object.keys(alert.thresholds).some(name => /Percent$|^factor$/.test(name)) && alert.query !== 'budget')
    .filter(alert => !Object.keys(alert.thresholds).some(name => /^minimum(Runs|Updates|Queries|Days)$/.test(name))).map(alert => alert.name));

check('a critical rule asks for more than its warning', () => alerts.filter(alert => alert.name.endsWith('-critical')).flatMap(critical => {
  const warning = alerts.find(alert => alert.name === critical.name.replace('-critical', '-warning'));
  const keys = Object.keys(critical.thresholds).filter(key => critical.thresholds[key] !== warning?.thresholds[key]);
  return warning && keys.length === 1 && critical.thresholds[keys[0]] > warning.thresholds[keys[0]] && critical.severity < warning.severity ? [] : critical.name;
}));

for (const [name, text] of texts) check(`function ${name} reaches no further than an alert may`, () => wideLiterals(text));

const [rule] = alerts.filter(alert => alert.name === 'job-failure-rate-critical');
const text = queryOf(rule);
const refused = {
  'a look-back of three days': text.replace('ago(48h)', 'ago(3d)'),
  'a look-back that is computed': text.replace('ago(48h)', 'ago(24h * 3)'),
  'a look-back longer than its window': [text, { ...rule, windowSize: 'P1D' }],
  'a window that Azure does not have': [text, { ...rule, windowSize: 'P7D' }],
  'a range that does not end now': text.replace('now()', 'ago(1h)'),
  'a table without its function': text.replace('DbxRuns(ago(48h), now())', 'DbxJobRuns_CL\n| extend IsFinished = true, IsFailed = true'),
  'an unknown column': text.replace('TerminationCode', 'Termination'),
  'a forgotten threshold': queryOf({ ...rule, thresholds: {} }),
  'a dimension that is no column': [text, { ...rule, dimensions: ['JobName'] }],
  'rows that would be counted by time': `${text}\n| extend TimeGenerated = now()`,
};
for (const [what, changed] of Object.entries(refused)) {
  const [query, alert] = [changed].flat().length === 2 ? changed : [changed, rule];
  check(`the validator refuses ${what}`, () => (problemsOfRule(language, alert, query).length > 0 ? [] : 'accepted'));
}

finish();
