import { chart, table, text, tiles, view } from '../parts.mjs';

export default view('collector-health', 'Collector health and coverage', 'Whether the collector runs, what it may read, how old the data is, and what watching costs. Missing is not zero: what may not be read is said here.', [
  tiles('At a glance', `
let health = DbxCollectionHealth({from}, {to});
union
    (health | summarize Newest = max(LastCollection) | project Place = 1, Title = 'Last collection', Value = iff(isnull(Newest), 'none', strcat(datetime_diff('minute', {to}, Newest), ' min before the end'))),
    (health | summarize Value = tostring(countif(Outcome in ('Succeeded', 'NoData'))) | extend Place = 2, Title = 'Datasets in order'),
    (health | summarize Value = tostring(countif(Outcome == 'NotAssessed')) | extend Place = 3, Title = 'Not assessed'),
    (health | summarize Value = tostring(countif(Outcome == 'Failed')) | extend Place = 4, Title = 'Failed'),
    (health | summarize Value = tostring(countif(Outcome == 'OverBudget')) | extend Place = 5, Title = 'Over budget'),
    (health | summarize Value = tostring(countif(Outcome == 'Off')) | extend Place = 6, Title = 'Switched off'),
    (health | summarize Value = tostring(sum(SetAside)) | extend Place = 7, Title = 'Records set aside'),
    (health | summarize Value = strcat(round(sum(WarehouseSeconds) / 60, 1), ' min') | extend Place = 8, Title = 'Warehouse time of statements')
| order by Place asc
| project Title, Value`, { empty: 'Nothing was collected. Look at the app: /healthz, /readyz and its log in Application Insights.' }),

  table('What is wrong, and what mends it', `
DbxCollectionHealth({from}, {to})
| where Outcome in ('NotAssessed', 'Failed', 'OverBudget') or SetAside > 0 or isnotnull(OldestOutbox)
| project Outcome, Dataset, Scope, Reason, Mend, LastSuccess, OldestOutbox, SetAside, LastCollection
| order by Outcome asc, Dataset asc`, { states: ['Outcome'], empty: 'Everything that is switched on is collected and delivered.' }),

  table('Coverage', `
DbxCollectionHealth({from}, {to})
| project Dataset, Scope, Outcome, HoursSinceSuccess = round(datetime_diff('minute', {to}, LastSuccess) / 60.0, 1), Pass, RowsRead, Delivered, Statements, WarehouseSeconds = round(WarehouseSeconds, 1), LastCollection
| order by Dataset asc, Scope asc`, { states: ['Outcome'], bars: ['WarehouseSeconds'], empty: 'Nothing was collected in this time range.' }),

  chart('Outcomes', `
DbxCollections({from}, {to})
| summarize Collections = count() by bin(EventTime, 1h), Outcome
| order by EventTime asc`, { width: 50 }),

  chart('Records delivered', `
DbxCollections({from}, {to})
| summarize Records = sum(Delivered) by bin(EventTime, 1h), Dataset
| order by EventTime asc`, { width: 50 }),

  chart('Harvest of event logs', `
DbxSparkHarvests({from}, {to})
| summarize Runs = count() by bin(StartTime, 1d), Outcome
| order by StartTime asc`, { empty: 'No run has been harvested. The workbook Spark performance says why.' }),

  text('price', '## What watching costs\nSeconds that statements took, the start of the warehouse included. The time until the warehouse stops again comes on top: it is billed to the warehouse that the collector uses.'),
  chart('Warehouse seconds by dataset', `
DbxCollections({from}, {to})
| summarize Seconds = sum(WarehouseSeconds) by bin(EventTime, 1d), Dataset
| order by EventTime asc`, { width: 50 }),
  chart('Seconds of a collection', `
DbxCollections({from}, {to})
| summarize Seconds = avg(DurationSeconds) by bin(EventTime, 1h), Dataset
| order by EventTime asc`, { width: 50, style: 'line' }),

  text('volume', '## What the records cost\nThis workspace bills by the volume that it takes in.'),
  chart('Billed volume of our tables, MB', `
Usage
| where TimeGenerated between ({from} .. {to}) and DataType startswith 'Dbx'
| summarize MB = sum(Quantity) by bin(TimeGenerated, 1d), DataType
| order by TimeGenerated asc`, { empty: 'The workspace has not yet summed up its usage; it does so with some hours\' delay.' }),
]);
