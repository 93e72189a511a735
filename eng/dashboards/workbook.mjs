// A view as an Azure workbook.
import { createHash } from 'node:crypto';

const logs = { queryType: 0, resourceType: 'microsoft.operationalinsights/workspaces' };

// What is delivered late lies after the range that is looked at, and state before it: the functions filter, the picker must not.
const anyTime = { timeContext: { durationMs: 365 * 86_400_000 } };

const placeholders = { from: "todatetime('{TimeRange:startISO}')", to: "todatetime('{TimeRange:endISO}')", workspaces: 'dynamic([{Workspaces}])' };
const parameterName = name => name[0].toUpperCase() + name.slice(1);
const inWorkbook = query => query.replace(/\{(\w+)\}/g, (_, name) => placeholders[name] ?? `'{${parameterName(name)}}'`);

// The same id each time that the same thing is made.
const idOf = (...parts) => createHash('sha256').update(parts.join('/')).digest('hex').replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-5$3-8$4-$5');

const good = ['SUCCEEDED', 'COMPLETED', 'FINISHED', 'Succeeded', 'NoData'];
const bad = ['FAILED', 'ERROR', 'TIMED_OUT', 'Failed', 'NotAssessed', 'OverBudget'];

// The deployment knows the portal of its cloud and the ids of the workbooks.
const linksTo = others => others.map(({ name, title }) => `[${title}](PORTAL_URL/#@/resourceWORKBOOK_ID_${name})`).join(' · ');

/** @param others the views of which there are workbooks too. */
export function toWorkbook(view, others) {
  return {
    version: 'Notebook/1.0',
    items: [
      { type: 1, content: { json: `# ${view.title}\n${view.about}\n\nOther workbooks: ${linksTo(others)}` }, name: 'title' },
      parametersOf(view),
      ...view.items.map(item => ({ ...itemOf(item), ...widthOf(item), ...visibilityOf(item) })),
    ],
    // The deployment puts the id of the workspace here.
    fallbackResourceIds: ['LOG_ANALYTICS_WORKSPACE_ID'],
    $schema: 'https://github.com/Microsoft/Application-Insights-Workbooks/blob/master/schema/workbook.json',
  };
}

function parametersOf(view) {
  const workspaces = {
    id: idOf(view.name, 'Workspaces'),
    version: 'KqlParameterItem/1.0',
    name: 'Workspaces',
    label: 'Databricks workspaces',
    type: 2,
    isRequired: true,
    multiSelect: true,
    quote: "'",
    delimiter: ',',
    query: inWorkbook('DbxWorkspaceNames({from}, {to})\n| project value = WorkspaceId, label = WorkspaceName\n| order by label asc'),
    typeSettings: { additionalResourceOptions: ['value::all'], showDefault: false },
    defaultValue: 'value::all',
    value: ['value::all'],
    ...anyTime,
    ...logs,
  };
  const range = {
    id: idOf(view.name, 'TimeRange'),
    version: 'KqlParameterItem/1.0',
    name: 'TimeRange',
    label: 'Time range',
    type: 4,
    isRequired: true,
    value: { durationMs: 7 * 86_400_000 },
    typeSettings: { selectableValues: [1, 6, 24, 48, 168, 336, 720, 2160].map(hours => ({ durationMs: hours * 3_600_000 })), allowCustom: true },
  };
  const choices = view.choices.map(({ name, label, query, initial }) => ({
    id: idOf(view.name, name),
    version: 'KqlParameterItem/1.0',
    name: parameterName(name),
    label,
    type: 2,
    isRequired: true,
    query: inWorkbook(query),
    typeSettings: { additionalResourceOptions: [], showDefault: false },
    value: initial,
    ...anyTime,
    ...logs,
  }));
  return { type: 9, content: { version: 'KqlParameterItem/1.0', parameters: [range, workspaces, ...choices], style: 'pills', ...logs }, name: 'parameters' };
}

function itemOf(item) {
  if (item.kind === 'text') return { type: 1, content: { json: item.markdown }, name: item.name };
  const content = {
    version: 'KqlItem/1.0',
    query: inWorkbook(item.query),
    size: item.kind === 'tiles' ? 4 : item.kind === 'chart' ? 0 : 1,
    title: item.name,
    noDataMessage: item.empty,
    ...anyTime,
    ...logs,
    ...(item.kind === 'tiles' ? tilesOf() : item.kind === 'chart' ? { visualization: { line: 'timechart', bar: 'barchart', area: 'areachart' }[item.style] } : tableOf(item)),
  };
  return { type: 3, content, name: item.name };
}

function tilesOf() {
  return {
    visualization: 'tiles',
    tileSettings: {
      titleContent: { columnMatch: 'Title', formatter: 1 },
      leftContent: { columnMatch: 'Value', formatter: 1 },
      showBorder: true,
    },
  };
}

function tableOf({ pick, hidden, bars, states }) {
  const thresholds = [
    ...good.map(value => threshold(value, 'success')),
    ...bad.map(value => threshold(value, 'failed')),
    { operator: 'Default', thresholdValue: null, representation: 'unknown', text: '{0}{1}' },
  ];
  return {
    visualization: 'table',
    showExportToExcel: true,
    ...(pick && { exportFieldName: pick[0], exportParameterName: parameterName(pick[1]) }),
    gridSettings: {
      formatters: [
        ...hidden.map(column => ({ columnMatch: `^${column}$`, formatter: 5 })),
        ...bars.map(column => ({ columnMatch: `^${column}$`, formatter: 4, formatOptions: { min: 0, palette: 'blue' } })),
        ...states.map(column => ({ columnMatch: `^${column}$`, formatter: 18, formatOptions: { thresholdsOptions: 'icons', thresholdsGrid: thresholds } })),
      ],
      rowLimit: 1000,
      filter: true,
    },
  };
}

const threshold = (value, representation) => ({ operator: '==', thresholdValue: value, representation, text: '{0}{1}' });

const widthOf = ({ width }) => (width && width !== 100 ? { customWidth: String(width) } : {});

const visibilityOf = ({ when }) => (when ? { conditionalVisibility: { parameterName: parameterName(when), comparison: 'isNotEqualTo', value: '' } } : {});
