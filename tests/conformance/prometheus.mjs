// Every metric and label that Prometheus rules and dashboards speak of is one that the collector serves (docs/metrics.md) or that they record.
import { list, read } from './kusto/sources.mjs';
import { check, finish } from './kusto/tap.mjs';
import { problemsOfLayout } from './kusto/views.mjs';

const ofTargets = ['job', 'instance', 'le'];
const folder = ['infra-bicep', 'prometheus'];
const alerting = read(...folder, 'alerting.rules.yml');
const recording = read(...folder, 'recording.rules.yml');

/** Labels of every metric that is served, by name. */
const served = new Map([...read('docs', 'metrics.md').matchAll(/^\| `(\w+)` \| (\w+) \| ([^|]*) \|/gm)].flatMap(([, name, type, labels]) => {
  const known = [...labels.matchAll(/`(\w+)`/g)].map(([, label]) => label);
  return (type === 'histogram' ? ['_bucket', '_sum', '_count'] : ['']).map(suffix => [name + suffix, known]);
}));

/** Labels of every recorded series: those that its name begins with. */
const recorded = new Map([...recording.matchAll(/record: ([\w:]+)/g)].map(([, name]) => [name, name.split(':')[0].split('_').includes('day') ? ['workspace_id', 'usage_date'] : ['workspace_id']]));

function problemsOf(expression) {
  const names = [...expression.matchAll(/(?<![\w:])((?:databricks|dbxserverless)_\w+|\w+:\w+:\w+)/g)].map(([, name]) => name);
  const matchers = [...expression.matchAll(/([\w:]+)\{([^}]*)\}/g)]
    .flatMap(([, name, text]) => [...text.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label]) => [name, label]));
  const grouped = [...expression.matchAll(/\b(?:by|on|ignoring|without) \(([^)]*)\)/g)].flatMap(([, labels]) => labels.split(',').map(label => label.trim()));
  const labels = names.flatMap(name => served.get(name) ?? recorded.get(name) ?? []);
  return [
    ...(names.length > 0 ? [] : ['asks for nothing of ours']),
    ...names.filter(name => !served.has(name) && !recorded.has(name)).map(name => `${name} is not served`),
    ...matchers.filter(([name, label]) => !(served.get(name) ?? recorded.get(name) ?? []).includes(label) && !ofTargets.includes(label)).map(([name, label]) => `${name} has no label ${label}`),
    ...grouped.filter(label => !labels.includes(label) && !ofTargets.includes(label)).map(label => `no metric of it has the label ${label}`),
  ].map(problem => `${problem} in ${expression.trim()}`);
}

/** The expressions of a file of rules. */
const expressionsOf = text => text.split(/^\s+expr:\s*/m).slice(1).map(rest => rest.replace(/^\|\n/, '').split(/^\s+(?:for:|- record:|- alert:|labels:|- name:)|^\s+#/m)[0]);

check('recording rules record what is served', () => expressionsOf(recording).flatMap(problemsOf));
check('alerting rules ask for what is served or recorded', () => expressionsOf(alerting).flatMap(problemsOf));
check('every alerting rule was found', () => {
  const rules = [...alerting.matchAll(/- alert: /g)].length;
  return rules === expressionsOf(alerting).length && rules > 20 ? [] : `${rules} rules and ${expressionsOf(alerting).length} expressions`;
});
check('every alerting rule has a runbook that is there', () => {
  const runbooks = list('docs', 'alerts');
  return [...alerting.matchAll(/runbook_url: docs\/alerts\/(\S+)/g)].map(([, name]) => name).filter(name => !runbooks.includes(name));
});

for (const file of list('infra-bicep', 'grafana').filter(name => name.startsWith('prometheus-'))) {
  const dashboard = JSON.parse(read('infra-bicep', 'grafana', file));
  check(`Grafana dashboard ${file} asks for what is served or recorded`, () => [
    ...problemsOfLayout(dashboard),
    ...dashboard.panels.flatMap(panel => panel.targets.flatMap(target => problemsOf(target.expr).map(problem => `${panel.title}: ${problem}`))),
  ]);
}

check('a metric that is not served is refused', () => (problemsOf('rate(databricks_job_run_total[5m])').length > 0 ? [] : 'accepted'));
check('a label that is not there is refused', () => (problemsOf('databricks_job_run_status{state="FAILED"}').length > 0 ? [] : 'accepted'));
check('a grouping by what is not there is refused', () => (problemsOf('sum by (team) (databricks_job_runs_total)').length > 0 ? [] : 'accepted'));

finish();
