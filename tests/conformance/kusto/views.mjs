// What a workbook and a Grafana dashboard must keep to, beyond being right KQL.
const numbers = ['long', 'int', 'real', 'decimal'];

/** @returns the items of a workbook, those in groups too. */
export const itemsOf = workbook => workbook.items.flatMap(item => (item.type === 12 ? [item, ...itemsOf(item.content)] : [item]));

/** @returns a query as it is run: every placeholder of a workbook filled in. */
export const filled = query => query
  .replaceAll('{TimeRange:startISO}', '2026-03-01T00:00:00.000Z')
  .replaceAll('{TimeRange:endISO}', '2026-03-08T00:00:00.000Z')
  .replaceAll('{Workspaces}', "'1001','1002'")
  .replace(/\{[A-Z]\w*\}/g, 'picked');

/** @returns a query as Grafana runs it. */
export const filledByGrafana = query => query
  .replaceAll('$__timeFrom', 'datetime(2026-03-01T00:00:00Z)')
  .replaceAll('$__timeTo', 'datetime(2026-03-08T00:00:00Z)')
  .replaceAll('$workspaces', "'1001','1002'")
  .replace(/\$[a-z]\w*/g, 'picked');

export function problemsOfWorkbook(language, workbook) {
  const items = itemsOf(workbook);
  const names = items.map(item => item.name);
  const parameters = items.filter(item => item.type === 9).flatMap(item => item.content.parameters);
  const ids = parameters.map(parameter => parameter.id);
  const known = new Set(parameters.map(parameter => parameter.name));
  const problems = [
    ...(workbook.version === 'Notebook/1.0' && workbook.$schema?.endsWith('/schema/workbook.json') ? [] : ['is no workbook']),
    ...(JSON.stringify(workbook.fallbackResourceIds) === '["LOG_ANALYTICS_WORKSPACE_ID"]' ? [] : ['does not say where the logs are']),
    ...names.filter((name, index) => !name || names.indexOf(name) !== index).map(name => `the name ${name} is there twice`),
    ...ids.filter((id, index) => !/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/.test(id) || ids.indexOf(id) !== index).map(id => `the id ${id} is no GUID of its own`),
    ...parameters.filter(parameter => parameter.query).flatMap(parameter => problemsOfQuery(language, parameter.name, filled(parameter.query), ['value'])),
    ...(parameters.some(parameter => parameter.type === 4) ? [] : ['has no time range']),
  ];
  for (const item of items) {
    const content = item.content;
    if (item.type === 3) {
      const placeholders = [...content.query.matchAll(/\{(\w+)(?::\w+)?\}/g)].map(([, name]) => name);
      problems.push(
        ...placeholders.filter(name => !known.has(name)).map(name => `${item.name}: {${name}} is picked nowhere above`),
        ...(content.noDataMessage ? [] : [`${item.name}: says nothing when there is nothing`]),
        ...(content.queryType === 0 && content.resourceType === 'microsoft.operationalinsights/workspaces' ? [] : [`${item.name}: is no query of logs`]),
        ...('timeContextFromParameter' in content ? [`${item.name}: the picker would filter by the time of delivery`] : []),
        ...problemsOfQuery(language, item.name, filled(content.query), columnsNeeded(content)),
        ...(isChart(content) ? problemsOfChart(language, item.name, filled(content.query)) : []),
      );
      if (content.exportParameterName) known.add(content.exportParameterName);
    } else if (![1, 9, 11, 12].includes(item.type)) {
      problems.push(`${item.name}: there is no item of type ${item.type}`);
    }

    const needed = item.conditionalVisibility?.parameterName;
    if (needed && !known.has(needed)) problems.push(`${item.name}: waits for ${needed}, which is picked nowhere above`);
  }

  return problems;
}

/** What holds for every dashboard, whatever it asks. */
export function problemsOfLayout(dashboard) {
  const cells = new Map();
  const ids = dashboard.panels.map(panel => panel.id);
  const problems = [
    ...(dashboard.uid.length <= 40 && dashboard.title && dashboard.schemaVersion ? [] : ['is no dashboard']),
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map(id => `two panels have the id ${id}`),
  ];
  for (const panel of dashboard.panels) {
    const { x, y, w, h } = panel.gridPos;
    if (x < 0 || w < 1 || x + w > 24) problems.push(`${panel.title}: hangs over the edge`);
    for (let column = x; column < x + w; column++) {
      for (let row = y; row < y + h; row++) {
        if (cells.has(`${column}/${row}`)) problems.push(`${panel.title}: lies over ${cells.get(`${column}/${row}`)}`);
        cells.set(`${column}/${row}`, panel.title);
      }
    }
  }

  return [...new Set(problems)];
}

export function problemsOfDashboard(language, dashboard) {
  const variables = dashboard.templating.list.map(variable => variable.name);
  return [
    ...problemsOfLayout(dashboard),
    ...dashboard.panels.flatMap(panel => (panel.targets ?? []).flatMap(target => {
      const query = target.azureLogAnalytics.query;
      const used = [...query.matchAll(/\$\{?([a-z_]\w*)/g)].map(([, name]) => name).filter(name => !['__timeFrom', '__timeTo'].includes(name));
      return [
        ...used.filter(name => !variables.includes(name)).map(name => `${panel.title}: $${name} is no variable`),
        ...problemsOfQuery(language, panel.title, filledByGrafana(query), []),
      ];
    })),
  ];
}

const isChart = ({ visualization }) => ['timechart', 'barchart', 'areachart'].includes(visualization);

/** The columns that the settings of an item speak of. */
function columnsNeeded({ visualization, exportFieldName, gridSettings, tileSettings }) {
  return [
    ...(exportFieldName ? [exportFieldName] : []),
    ...(gridSettings?.formatters ?? []).map(({ columnMatch }) => columnMatch.replace(/^\^|\$$/g, '')),
    ...(visualization === 'tiles' ? [tileSettings.titleContent.columnMatch, tileSettings.leftContent.columnMatch] : []),
  ];
}

function problemsOfQuery(language, name, query, needed) {
  const columns = language.columnsOf(query);
  return [
    ...language.problemsOf(query),
    ...language.tablesOf(query).map(table => `reads ${table} without its function`),
    ...needed.filter(column => !columns.includes(column)).map(column => `has no column ${column}`),
  ].map(problem => `${name}: ${problem}`);
}

function problemsOfChart(language, name, query) {
  const columns = [...language.typesOf(query).values()];
  const count = kinds => columns.filter(type => kinds.includes(type)).length;
  return count(['datetime']) === 1 && count(numbers) === 1 && count(['string']) <= 1 && columns.length === count(['datetime', 'string', ...numbers])
    ? []
    : [`${name}: a chart over time needs one time, one number and at most one text, and has ${columns.join(', ')}`];
}
