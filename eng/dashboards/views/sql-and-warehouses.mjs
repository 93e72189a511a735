import { chart, table, tiles, view, when } from '../parts.mjs';

export default view('sql-and-warehouses', 'SQL and warehouses', 'SQL warehouses and their queries: how many, how long, what failed, what they cost, and what runs for nobody. Pick a warehouse.', [
  tiles('At a glance', `
let asked = DbxQueryAggregates({from}, {to})
    | where WorkspaceId in ({workspaces});
union
    (asked | summarize Value = tostring(sum(Queries)) | extend Place = 1, Title = 'Queries'),
    (asked | summarize Failed = sumif(Queries, Status == 'FAILED'), All = sum(Queries) | project Place = 2, Title = 'Failed', Value = iff(All == 0, '-', strcat(round(100.0 * Failed / All, 2), ' %'))),
    (asked | summarize Ms = sumif(DurationMs, Status == 'FINISHED'), All = sumif(Queries, Status == 'FINISHED') | project Place = 3, Title = 'Mean time', Value = iff(All == 0, '-', strcat(round(Ms / 1000.0 / All, 1), ' s'))),
    (asked | summarize Waiting = sum(WaitingMs), All = sum(DurationMs) | project Place = 4, Title = 'Of it waiting', Value = iff(All == 0, '-', strcat(round(100.0 * Waiting / All, 1), ' %'))),
    (asked | summarize Cached = sum(CachedQueries), All = sum(Queries) | project Place = 5, Title = 'From the cache', Value = iff(All == 0, '-', strcat(round(100.0 * Cached / All, 1), ' %'))),
    (DbxWarehouseStates({from}, {to}) | where WorkspaceId in ({workspaces}) | summarize Value = tostring(countif(IsRunning)) | extend Place = 6, Title = 'Warehouses running')
| order by Place asc
| project Title, Value`),

  chart('Queries by status', `
DbxQueryAggregates({from}, {to})
| where WorkspaceId in ({workspaces})
| summarize Queries = sum(Queries) by bin(StartTime, 1h), Status
| order by StartTime asc`, { width: 50 }),

  chart('Mean seconds of finished queries', `
DbxQueryAggregates({from}, {to})
| where WorkspaceId in ({workspaces}) and Status == 'FINISHED'
| summarize TotalMs = sum(DurationMs), Queries = sum(Queries) by bin(StartTime, 1h), Warehouse = coalesce(WarehouseId, 'serverless')
| project StartTime, Warehouse, Seconds = TotalMs / 1000.0 / Queries
| order by StartTime asc`, { width: 50, style: 'line' }),

  table('Warehouses', `
let asked = DbxQueryAggregates({from}, {to})
    | where isnotempty(WarehouseId)
    | summarize Queries = sum(Queries), Failed = sumif(Queries, Status == 'FAILED'), FinishedMs = sumif(DurationMs, Status == 'FINISHED'), Finished = sumif(Queries, Status == 'FINISHED'),
        WaitingMs = sum(WaitingMs), TotalMs = sum(DurationMs), SpilledBytes = sum(SpilledBytes) by WorkspaceId, WarehouseId;
let states = DbxWarehouseStates({from}, {to})
    | project WorkspaceId, WarehouseId, State, Health, ClusterCount, Starts, LastQuery;
let cost = DbxBillingUsage({from}, {to})
    | where isnotempty(WarehouseId)
    | summarize ListCost = round(sum(ListCost), 2), Currency = take_anyif(Currency, isnotempty(Currency)) by WorkspaceId, WarehouseId;
let normal = DbxWarehouseBaselines({from}, {to})
    | project WorkspaceId, WarehouseId, NormalMeanMs = round(MeanMs7Days, 0), P95Ms7Days = round(P95Ms7Days, 0);
DbxWarehouses({from}, {to})
| where WorkspaceId in ({workspaces})
| join kind=leftouter states on WorkspaceId, WarehouseId
| join kind=leftouter asked on WorkspaceId, WarehouseId
| join kind=leftouter normal on WorkspaceId, WarehouseId
| join kind=leftouter cost on WorkspaceId, WarehouseId
| project WarehouseName = coalesce(WarehouseName, WarehouseId), ListCost, Currency, State, Health, ClusterCount, Starts, LastQuery, Queries, Failed, MeanMs = round(1.0 * FinishedMs / Finished, 0), NormalMeanMs, P95Ms7Days,
    WaitingPercent = round(100.0 * WaitingMs / TotalMs, 1), SpilledBytes, CostForThousandQueries = round(1000.0 * ListCost / Queries, 2), WarehouseType, Size, MinClusters, MaxClusters, AutoStopMinutes, WorkspaceId, WarehouseId
| order by ListCost desc`, { pick: ['WarehouseId', 'warehouse', 'warehouse'], bars: ['ListCost', 'Failed'], empty: 'No SQL warehouse is known in these workspaces.' }),

  ...when('warehouse', [
    chart('Queries of the warehouse by status', `
DbxQueryAggregates({from}, {to})
| where WarehouseId == {warehouse}
| summarize Queries = sum(Queries) by bin(StartTime, 1h), Status
| order by StartTime asc`, { width: 50, empty: 'Pick a warehouse above.' }),
    chart('Clusters of the warehouse', `
DbxWarehouseEvents({from}, {to})
| where WarehouseId == {warehouse}
| summarize Clusters = max(ClusterCount) by ChangeTime, Event = 'clusters'
| order by ChangeTime asc`, { width: 50, style: 'line', empty: 'The warehouse neither started, stopped nor scaled in this time range.' }),
    table('Starts and stops', `
DbxWarehouseEvents({from}, {to})
| where WarehouseId == {warehouse}
| project ChangeTime, EventType, ClusterCount
| order by ChangeTime desc
| take 200`, { width: 50, empty: 'The warehouse neither started, stopped nor scaled in this time range.' }),
    table('Who asks', `
DbxQueryAggregates({from}, {to})
| where WarehouseId == {warehouse}
| summarize Queries = sum(Queries), Failed = sumif(Queries, Status == 'FAILED'), TaskHours = round(sum(TaskMs) / 3600000.0, 2), WaitingHours = round(sum(WaitingMs) / 3600000.0, 2) by UserGroup
| order by TaskHours desc`, { width: 50, bars: ['TaskHours'], empty: 'Pick a warehouse above.' }),
  ]),

  table('Failed, slow and costly queries', `
DbxQueries({from}, {to})
| where WorkspaceId in ({workspaces})
| extend PrunedPercent = iff(ReadFiles + PrunedFiles > 0, round(100.0 * PrunedFiles / (ReadFiles + PrunedFiles), 1), real(null))
| project Reason, Status, StartTime, DurationMs, TaskMs, WaitingMs = WaitingForComputeMs + WaitingAtCapacityMs, ReadBytes, PrunedPercent, SpilledBytes, ShuffleReadBytes, WrittenBytes, StatementType, StatementText, ErrorMessage,
    ExecutedBy, ClientApplication, DashboardId, JobId, WarehouseId, WorkspaceId, StatementId
| order by DurationMs desc
| take 500`, { states: ['Status'], bars: ['DurationMs'], empty: 'No query failed, was slow or costly. What is slow and costly is a setting.' }),

  table('The same statement again and again', `
DbxQueries({from}, {to})
| where WorkspaceId in ({workspaces}) and isnotempty(StatementText)
| summarize Times = count(), Failed = countif(Status == 'FAILED'), TotalHours = round(sum(DurationMs) / 3600000.0, 2), TaskHours = round(sum(TaskMs) / 3600000.0, 2), Latest = max(StartTime) by StatementText, WarehouseId
| where Times > 1
| top 100 by TaskHours desc`, { bars: ['TaskHours'], empty: 'No notable statement ran twice, or their texts are not collected (Privacy__FreeTextLength).' }),

  table('Errors', `
DbxQueries({from}, {to})
| where WorkspaceId in ({workspaces}) and Status == 'FAILED'
| summarize Times = count(), Users = dcount(ExecutedBy), Latest = max(StartTime), StatementText = take_any(StatementText) by Error = extract(@'^\\[([A-Z_.]+)\\]', 1, ErrorMessage), WarehouseId
| extend Error = iff(isempty(Error), 'without a class', Error)
| top 100 by Times desc`, { bars: ['Times'], empty: 'No query failed in this time range.' }),
]);
