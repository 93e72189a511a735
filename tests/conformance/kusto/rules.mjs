// What a log search alert must keep to, beyond being right KQL.
const allowedWindows = { PT5M: 5, PT10M: 10, PT15M: 15, PT30M: 30, PT45M: 45, PT1H: 60, PT2H: 120, PT3H: 180, PT4H: 240, PT5H: 300, PT6H: 360, P1D: 1440, P2D: 2880 };
const allowedFrequencies = ['PT5M', 'PT10M', 'PT15M', 'PT30M', 'PT45M', 'PT1H', 'PT2H', 'PT3H', 'PT4H', 'PT5H', 'PT6H', 'P1D'];
const unitsOfMinutes = { m: 1, h: 60, d: 1440 };

/** Minutes of <c>ago(48h)</c>, or NaN. */
function minutesOf(text) {
  const [, count, unit] = /^ago\((\d+)([mhd])\)$/.exec(text) ?? [];
  return Number(count) * (unitsOfMinutes[unit] ?? NaN);
}

/** @returns the problems of a rule whose query is the given text. */
export function problemsOfRule(language, alert, query) {
  const window = allowedWindows[alert.windowSize];
  const calls = language.callsOf(query);
  const reads = calls.filter(call => /^Dbx/.test(call.name));
  const columns = language.columnsOf(query);
  return [
    ...language.problemsOf(query),
    ...[...query.matchAll(/\{(\w+)\}/g)].map(([, name]) => `{${name}} is no threshold of the rule`),
    ...(window ? [] : [`a rule cannot look back ${alert.windowSize}`]),
    ...(allowedFrequencies.includes(alert.evaluationFrequency) ? [] : [`a rule cannot be evaluated every ${alert.evaluationFrequency}`]),
    ...language.tablesOf(query).map(table => `reads ${table} without its function`),
    ...(reads.length > 0 ? [] : ['reads nothing of ours']),
    ...reads.filter(call => !(minutesOf(call.arguments[0]) <= Math.min(window, 2880)) || call.arguments[1] !== 'now()')
      .map(call => `${call.name}(${call.arguments.join(', ')}) looks back further than ${alert.windowSize}, which is all that the rule sees`),
    ...calls.filter(call => call.name === 'ago' && !(minutesOf(`ago(${call.arguments[0]})`) <= 2880)).map(call => `ago(${call.arguments[0]}) is further back than 48 hours`),
    ...alert.dimensions.filter(name => !columns.includes(name)).map(name => `has no column ${name} to split by`),
    ...(columns.includes('TimeGenerated') ? ['gives TimeGenerated: its rows would be counted by time'] : []),
    ...Object.keys(alert.thresholds).filter(name => /^(warn|crit)/i.test(name)).map(name => `${name}: the level is the rule's, not the threshold's`),
  ];
}

/** @returns literals in a function's text that reach further than an alert may. */
export const wideLiterals = text => [...text.replace(/\/\/.*/g, '').matchAll(/\b(\d+)d\b/g)].filter(([, days]) => Number(days) > 2).map(([literal]) => `${literal} is more than an alert sees`);
