// A view as a Grafana dashboard on the Azure Monitor data source: the same queries as the workbook's.
const logs = { type: 'grafana-azure-monitor-datasource', uid: '${datasource}' };
const placeholders = { from: '$__timeFrom', to: '$__timeTo', workspaces: 'dynamic([$workspaces])' };
const inGrafana = query => query.replace(/\{(\w+)\}/g, (_, name) => placeholders[name] ?? `'$${name}'`);
const heights = { text: 3, tiles: 4, chart: 9, table: 10 };

export const uidOf = view => `dbxserverless-${view.name}`;

export function toGrafana(view) {
  const picked = [...new Set(view.items.flatMap(item => (item.pick ? [item.pick[1]] : [])))];
  return {
    uid: uidOf(view),
    title: `Databricks: ${view.title}`,
    description: view.about,
    tags: ['databricks', 'dbxserverless'],
    schemaVersion: 39,
    editable: true,
    refresh: '',
    timezone: 'utc',
    time: { from: 'now-7d', to: 'now' },
    links: [{ title: 'Databricks', type: 'dashboards', tags: ['dbxserverless'], asDropdown: true, includeVars: true, keepTime: true }],
    templating: {
      list: [
        { name: 'datasource', label: 'Data source', type: 'datasource', query: logs.type },
        { name: 'logs', label: 'Log Analytics (resource id)', type: 'textbox', query: '', current: { text: '', value: '' } },
        variable('workspaces', 'Databricks workspaces', 'DbxWorkspaceNames({from}, {to})\n| project WorkspaceId\n| order by WorkspaceId asc', { multi: true, includeAll: true, current: { text: 'All', value: '$__all' } }),
        ...view.choices.map(({ name, label, query, initial }) => variable(name, label, `${query}\n| project value`, { current: { text: initial, value: initial } })),
        ...picked.map(name => ({ name, label: `Picked ${name}`, type: 'textbox', query: '', current: { text: '', value: '' } })),
      ],
    },
    panels: placed(view),
  };
}

const variable = (name, label, query, more) => ({
  name,
  label,
  type: 'query',
  datasource: logs,
  refresh: 2,
  query: { refId: name, queryType: 'Azure Log Analytics', azureLogAnalytics: { query: inGrafana(query), resources: ['$logs'] } },
  ...more,
});

function placed(view) {
  let [x, y, row] = [0, 0, 0];
  return view.items.map((item, index) => {
    const w = Math.round((24 * (item.width ?? 100)) / 100);
    if (x + w > 24) [x, y, row] = [0, y + row, 0];
    const panel = { id: index + 1, title: item.kind === 'text' ? '' : item.name, gridPos: { x, y, w, h: heights[item.kind] }, ...panelOf(view, item) };
    [x, row] = [x + w, Math.max(row, heights[item.kind])];
    return panel;
  });
}

function panelOf(view, item) {
  if (item.kind === 'text') return { type: 'text', options: { mode: 'markdown', content: item.markdown } };
  const target = {
    refId: 'A',
    datasource: logs,
    queryType: 'Azure Log Analytics',
    azureLogAnalytics: { resources: ['$logs'], query: inGrafana(item.query), resultFormat: item.kind === 'chart' ? 'time_series' : 'table', dashboardTime: false },
  };
  const panel = { datasource: logs, targets: [target], description: item.when ? `Needs what was picked in a table above. ${item.empty}` : item.empty };
  if (item.kind === 'tiles') {
    return {
      ...panel,
      type: 'stat',
      options: { reduceOptions: { values: true, calcs: [], fields: '/^Value$/' }, textMode: 'value_and_name', graphMode: 'none', colorMode: 'none' },
      fieldConfig: { defaults: { displayName: '${__data.fields.Title}' }, overrides: [] },
    };
  }

  if (item.kind === 'chart') {
    const custom = item.style === 'line' ? { drawStyle: 'line' } : item.style === 'area' ? { drawStyle: 'line', fillOpacity: 40 } : { drawStyle: 'bars', fillOpacity: 80, stacking: { mode: 'normal' } };
    return { ...panel, type: 'timeseries', options: { legend: { displayMode: 'list', placement: 'bottom' } }, fieldConfig: { defaults: { custom }, overrides: [] } };
  }

  const links = item.pick && [{ title: `Pick this ${item.pick[2]}`, url: `/d/${uidOf(view)}?\${__url_time_range}&\${__all_variables}&var-${item.pick[1]}=\${__data.fields.${item.pick[0]}}` }];
  return {
    ...panel,
    type: 'table',
    options: { showHeader: true },
    fieldConfig: {
      defaults: { custom: { filterable: true }, ...(links && { links }) },
      overrides: [
        ...item.hidden.map(column => override(column, { id: 'custom.hidden', value: true })),
        ...item.bars.map(column => override(column, { id: 'custom.cellOptions', value: { type: 'gauge', mode: 'basic' } })),
      ],
    },
  };
}

const override = (column, property) => ({ matcher: { id: 'byName', options: column }, properties: [property] });
