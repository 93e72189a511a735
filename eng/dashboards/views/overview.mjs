import { chart, table, tiles, view } from '../parts.mjs';

export default view('overview', 'Overview', 'How the Databricks estate is doing: what runs, what fails, what it costs, and what needs somebody now.', [
  tiles('At a glance', `
let runs = DbxRuns({from}, {to})
    | where WorkspaceId in ({workspaces});
let updates = DbxPipelineUpdates({from}, {to})
    | where WorkspaceId in ({workspaces});
let spend = DbxSpendBaselines({from}, {to})
    | where coalesce(WorkspaceId, 'account') in ({workspaces});
union
    (runs | summarize Value = tostring(count()) | extend Place = 1, Title = 'Job runs'),
    (runs
        | where State in ('SUCCEEDED', 'FAILED', 'ERROR', 'TIMED_OUT')
        | summarize Failed = countif(State != 'SUCCEEDED'), All = count()
        | project Place = 2, Title = 'Job runs that failed', Value = iff(All == 0, 'none ended', strcat(round(100.0 * Failed / All, 1), ' %'))),
    (runs | summarize Value = tostring(countif(not(IsFinished) and State != 'UNKNOWN')) | extend Place = 3, Title = 'Under way, as far as known'),
    (updates
        | where State in ('COMPLETED', 'FAILED')
        | summarize Failed = countif(State == 'FAILED'), All = count()
        | project Place = 4, Title = 'Pipeline updates that failed', Value = iff(All == 0, 'none ended', strcat(round(100.0 * Failed / All, 1), ' %'))),
    (spend
        | summarize Cost = sum(MonthToDateCost), Known = countif(isnotnull(MonthToDateCost)), Currency = max(Currency)
        | project Place = 5, Title = 'List cost this month', Value = iff(Known == 0, 'not known', strcat(round(Cost, 0), ' ', Currency))),
    (spend
        | summarize Cost = sum(ForecastMonthCost), Known = countif(isnotnull(ForecastMonthCost)), Currency = max(Currency)
        | project Place = 6, Title = 'Forecast for the month', Value = iff(Known == 0, 'not known', strcat(round(Cost, 0), ' ', Currency))),
    (DbxCollectionHealth({from}, {to})
        | summarize Value = tostring(countif(Outcome in ('NotAssessed', 'Failed', 'OverBudget')))
        | extend Place = 7, Title = 'Datasets with a problem')
| order by Place asc
| project Title, Value`, { empty: 'Nothing has been collected yet. The workbook Collector health says why.' }),

  table('What needs somebody', `
let failing = DbxRuns({from}, {to})
    | where WorkspaceId in ({workspaces}) and State in ('SUCCEEDED', 'FAILED', 'ERROR', 'TIMED_OUT')
    | summarize Failed = countif(State != 'SUCCEEDED'), Runs = count(), Latest = arg_max(StartTime, State) by WorkspaceId, LogicalJob
    | where State != 'SUCCEEDED'
    | project WorkspaceId, What = 'The latest run of a job failed', Which = LogicalJob, Detail = strcat(Failed, ' of ', Runs, ' runs failed'), Since = Latest, Weight = toreal(Failed);
let stale = DbxPipelineBaselines({from}, {to})
    | where WorkspaceId in ({workspaces}) and Updates30Days >= 5 and isnotnull(MedianSecondsBetween30Days)
    | extend StaleSeconds = datetime_diff('second', {to}, coalesce(LastSuccessTime, {to} - 30d))
    | where StaleSeconds > 3 * MedianSecondsBetween30Days and StaleSeconds > 21600
    | project WorkspaceId, What = 'A pipeline is stale', Which = coalesce(PipelineName, PipelineId), Detail = strcat('no success for ', StaleSeconds / 3600, ' h'), Since = LastSuccessTime, Weight = StaleSeconds / MedianSecondsBetween30Days;
let spend = DbxSpendBaselines({from}, {to})
    | extend WorkspaceId = coalesce(WorkspaceId, 'account')
    | where WorkspaceId in ({workspaces}) and NormalDays >= 7 and MedianCost28Days > 0
    | extend Spike = max_of(coalesce(CostToday, 0.0), coalesce(CostYesterday, 0.0), coalesce(CostDayBefore, 0.0))
    | where Spike > 1.25 * MedianCost28Days
    | project WorkspaceId, What = 'Spend is above normal', Which = WorkspaceId, Detail = strcat(round(Spike, 0), ' a day, normal is ', round(MedianCost28Days, 0)), Since = Day, Weight = Spike / MedianCost28Days;
let collection = DbxCollectionHealth({from}, {to})
    | where Outcome in ('NotAssessed', 'Failed', 'OverBudget')
    | project WorkspaceId = Scope, What = strcat('Collection: ', Outcome), Which = Dataset, Detail = coalesce(Mend, Reason), Since = LastSuccess, Weight = 0.0;
union failing, stale, spend, collection
| order by What asc, Weight desc
| project What, WorkspaceId, Which, Detail, Since
| take 200`, { empty: 'Nothing needs anybody. If that is hard to believe, see the workbook Collector health.' }),

  chart('Job runs by state', `
DbxRuns({from}, {to})
| where WorkspaceId in ({workspaces})
| summarize Runs = count() by bin(StartTime, 1d), State
| order by StartTime asc`, { width: 50 }),

  chart('List cost by product', `
DbxBillingUsage({from}, {to})
| where coalesce(WorkspaceId, 'account') in ({workspaces})
| summarize Cost = sum(ListCost) by UsageDate, Product = coalesce(Product, 'OTHER')
| order by UsageDate asc`, { width: 50, empty: 'No usage in this time range, or none that has a list price. Usage arrives up to two days late.' }),

  table('Workspaces', `
let runs = DbxRuns({from}, {to})
    | summarize JobRuns = count(), FailedRuns = countif(State in ('FAILED', 'ERROR', 'TIMED_OUT')) by WorkspaceId;
let updates = DbxPipelineUpdates({from}, {to})
    | summarize PipelineUpdates = count(), FailedUpdates = countif(State == 'FAILED') by WorkspaceId;
let asked = DbxQueryAggregates({from}, {to})
    | summarize Queries = sum(Queries), FailedQueries = sumif(Queries, Status == 'FAILED') by WorkspaceId;
let usage = DbxBillingUsage({from}, {to})
    | summarize ListCost = round(sum(ListCost), 2), Dbus = round(sumif(Quantity, UsageUnit == 'DBU'), 1), Currency = take_anyif(Currency, isnotempty(Currency)) by WorkspaceId = coalesce(WorkspaceId, 'account');
DbxWorkspaceNames({from}, {to})
| where WorkspaceId in ({workspaces})
| join kind=leftouter runs on WorkspaceId
| join kind=leftouter updates on WorkspaceId
| join kind=leftouter asked on WorkspaceId
| join kind=leftouter usage on WorkspaceId
| project WorkspaceName, WorkspaceId, JobRuns, FailedRuns, PipelineUpdates, FailedUpdates, Queries, FailedQueries, ListCost, Currency, Dbus
| order by ListCost desc`, { bars: ['ListCost'] }),
]);
