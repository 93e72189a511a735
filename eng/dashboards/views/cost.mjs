import { chart, choice, table, text, tiles, view, when } from '../parts.mjs';

const tagNames = `
DbxJobDefinitions({from}, {to})
| mv-expand Name = bag_keys(Tags) to typeof(string)
| summarize Jobs = count() by Name
| order by Jobs desc
| project value = Name, label = Name`;

export default view('cost', 'Cost', 'List cost of usage: Databricks units at the price that was valid when they were used, corrections netted. Discounts of a contract are not in it. Usage arrives up to two days late. What virtual machines cost is estimated and stands beside it, under Machines of job clusters.', [
  tiles('At a glance', `
let spend = DbxSpendBaselines({from}, {to})
    | where coalesce(WorkspaceId, 'account') in ({workspaces});
let usage = DbxBillingUsage({from}, {to})
    | where coalesce(WorkspaceId, 'account') in ({workspaces});
let machines = DbxRunMachines({from}, {to})
    | where WorkspaceId in ({workspaces});
union
    (usage | summarize Cost = sum(ListCost), Known = countif(isnotnull(ListCost)), Currency = max(Currency) | project Place = 1, Title = 'In the time range', Value = iff(Known == 0, 'not known', strcat(round(Cost, 0), ' ', Currency))),
    (usage | summarize Dbus = sumif(Quantity, UsageUnit == 'DBU') | project Place = 2, Title = 'Databricks units', Value = tostring(round(Dbus, 0))),
    (usage | summarize Unpriced = countif(isnull(ListCost)), All = count() | project Place = 3, Title = 'Usage without a list price', Value = iff(All == 0, '-', strcat(round(100.0 * Unpriced / All, 1), ' %'))),
    (spend | summarize Cost = sum(MonthToDateCost), Known = countif(isnotnull(MonthToDateCost)), Currency = max(Currency) | project Place = 4, Title = 'This month', Value = iff(Known == 0, 'not known', strcat(round(Cost, 0), ' ', Currency))),
    (spend | summarize Cost = sum(ForecastMonthCost), Known = countif(isnotnull(ForecastMonthCost)), Currency = max(Currency) | project Place = 5, Title = 'Forecast for the month', Value = iff(Known == 0, 'not known', strcat(round(Cost, 0), ' ', Currency))),
    (spend | summarize Cost = sum(LastMonthCost), Known = countif(isnotnull(LastMonthCost)), Currency = max(Currency) | project Place = 6, Title = 'Last month', Value = iff(Known == 0, 'not known', strcat(round(Cost, 0), ' ', Currency))),
    (machines | summarize Cost = sum(VmCost), Known = countif(isnotnull(VmCost)), Currency = max(Currency) | project Place = 7, Title = 'Machines of job clusters, estimated', Value = iff(Known == 0, 'not known', strcat(round(Cost, 0), ' ', Currency))),
    (machines | summarize Unpriced = countif(isnull(VmCost)), All = count() | project Place = 8, Title = 'Runs that are missing in it', Value = iff(All == 0, '-', strcat(round(100.0 * Unpriced / All, 1), ' %')))
| order by Place asc
| project Title, Value`),

  table('Workspaces against their normal', `
DbxSpendBaselines({from}, {to})
| extend WorkspaceId = coalesce(WorkspaceId, 'account')
| where WorkspaceId in ({workspaces})
| lookup kind=leftouter DbxWorkspaceNames({from}, {to}) on WorkspaceId
| project WorkspaceName, CostToday = round(CostToday, 2), CostYesterday = round(CostYesterday, 2), CostDayBefore = round(CostDayBefore, 2), NormalDay = round(MedianCost28Days, 2),
    MonthToDate = round(MonthToDateCost, 2), Forecast = round(ForecastMonthCost, 2), LastMonth = round(LastMonthCost, 2), Currency, WorkspaceId
| order by MonthToDate desc`, { bars: ['MonthToDate'] }),

  chart('By workspace', `
let names = DbxWorkspaceNames({from}, {to});
DbxBillingUsage({from}, {to})
| extend WorkspaceId = coalesce(WorkspaceId, 'account')
| where WorkspaceId in ({workspaces})
| lookup kind=leftouter names on WorkspaceId
| summarize Cost = sum(ListCost) by UsageDate, WorkspaceName
| order by UsageDate asc`, { width: 50 }),

  chart('By SKU', `
DbxBillingUsage({from}, {to})
| where coalesce(WorkspaceId, 'account') in ({workspaces})
| summarize Cost = sum(ListCost) by UsageDate, SkuName
| order by UsageDate asc`, { width: 50 }),

  table('What changed', `
let middle = {from} + ({to} - {from}) / 2;
DbxBillingUsage({from}, {to})
| where coalesce(WorkspaceId, 'account') in ({workspaces})
| extend Thing = case(isnotempty(JobId), strcat('job ', JobId), isnotempty(WarehouseId), strcat('warehouse ', WarehouseId), isnotempty(PipelineId), strcat('pipeline ', PipelineId),
    isnotempty(ClusterId), strcat('cluster ', ClusterId), 'nothing that is named')
| summarize Before = round(sumif(ListCost, UsageDate < middle), 2), After = round(sumif(ListCost, UsageDate >= middle), 2) by WorkspaceId = coalesce(WorkspaceId, 'account'), Product = coalesce(Product, 'OTHER'), Thing
| extend Change = round(After - Before, 2)
| where abs(Change) > 0
| top 100 by abs(Change) desc
| project Change, Before, After, Product, Thing, WorkspaceId`, { empty: 'Nothing changed between the first and the second half of the time range. A week or more compares best.' }),

  text('by-job', '## By job and run\nOnly usage that is billed to a job on its own. Jobs on all-purpose clusters and SQL warehouses are part of those. VmCost is estimated (see Machines of job clusters), and TotalCost is the list cost and it, on serverless compute the list cost alone. Of a job both are sums over the runs of which they are known; RunsWithoutTotal are the others.'),
  table('Jobs by cost', `
DbxRuns({from}, {to})
| where WorkspaceId in ({workspaces}) and isnotnull(ListCost)
| summarize ListCost = round(sum(ListCost), 2), Runs = count(), MedianCost = percentile(ListCost, 50), MostCost = max(ListCost), FailedCost = round(sumif(ListCost, IsFailed), 2), Normal = take_any(MedianCost30Days), Currency = take_any(Currency),
    VmSum = sum(VmCost), WithVmCost = countif(isnotnull(VmCost)), TotalSum = sum(TotalCost), WithTotal = countif(isnotnull(TotalCost)) by WorkspaceId, LogicalJob
| extend JobKey = tostring(hash(strcat(WorkspaceId, '|', LogicalJob))), VmCost = iff(WithVmCost > 0, round(VmSum, 2), real(null)), TotalCost = iff(WithTotal > 0, round(TotalSum, 2), real(null))
| project LogicalJob, ListCost, VmCost, TotalCost, RunsWithoutTotal = Runs - WithTotal, FailedCost, Runs, MedianCost = round(MedianCost, 3), NormalCost = round(Normal, 3), MostCost = round(MostCost, 3), Currency, WorkspaceId, JobKey
| order by ListCost desc`, { pick: ['JobKey', 'job', 'job'], hidden: ['JobKey'], bars: ['ListCost', 'FailedCost'], empty: 'No job run of this time range has been billed yet.' }),
  ...when('job', [
    table('Runs of the job by cost', `
DbxRuns({from}, {to})
| where tostring(hash(strcat(WorkspaceId, '|', LogicalJob))) == {job} and isnotnull(ListCost)
| project State, StartTime, DurationSeconds, ListCost, VmCost, TotalCost, NormalCost = MedianCost30Days, Dbus, NodeHours, SpotNodeHours, NodeTypes = strcat_array(NodeTypes, ', '), Currency, Repairs, RunId
| order by ListCost desc`, { states: ['State'], bars: ['ListCost'], empty: 'Pick a job above.' }),
  ]),

  text('machines', `## Machines of job clusters
What virtual machines cost beside the Databricks units, which Databricks' bill does not have: minutes of the machines times the prices of an hour in the settings (parameters vmHourPrices and spotVmHourPrices of the deployment). An estimate: the cloud's own bill says what it was, with disks, network and discounts. Missing are runs in which the price or the minutes of any machine are not known, machines that come from pools, machines that lived under ten minutes, and whatever ran on all-purpose clusters, pipelines and SQL warehouses. Figures arrive every few hours.`),
  table('Machines by job', `
DbxRunMachines({from}, {to})
| where WorkspaceId in ({workspaces})
| summarize Runs = count(), RunsWithoutVmCost = countif(isnull(VmCost)), NodeHours = round(sum(NodeHours), 1), SpotNodeHours = round(sum(SpotNodeHours), 1), VmSum = sum(VmCost), Currency = take_anyif(Currency, isnotempty(Currency)) by WorkspaceId, LogicalJob
| project LogicalJob, VmCost = iff(RunsWithoutVmCost < Runs, round(VmSum, 2), real(null)), RunsWithoutVmCost, Runs, NodeHours, SpotNodeHours, Currency, WorkspaceId
| order by VmCost desc, NodeHours desc`, { width: 50, bars: ['VmCost', 'NodeHours'], empty: 'No job cluster ran in this time range.' }),
  table('Machines without a price', `
let machines = DbxRunMachines({from}, {to})
    | where WorkspaceId in ({workspaces});
let priced = machines
    | where isnotnull(VmCost)
    | extend OnSpot = SpotNodeHours > 0
    | mv-expand NodeType = NodeTypes to typeof(string)
    | summarize PricedRuns = count(), PricedSpotRuns = countif(OnSpot) by NodeType;
machines
| where isnull(VmCost)
| extend OnSpot = SpotNodeHours > 0
| mv-expand NodeType = NodeTypes to typeof(string)
| summarize RunsWithoutVmCost = count(), Jobs = dcount(LogicalJob), HoursOfThoseRuns = round(sum(NodeHours), 1), SpotRuns = countif(OnSpot) by NodeType
| lookup kind=leftouter priced on NodeType
| extend WhatMendsIt = case(
    isnull(PricedRuns) and SpotRuns > 0, 'No price is known: give vmHourPrices and spotVmHourPrices, unless the machines come from a pool.',
    isnull(PricedRuns), 'No price is known: give vmHourPrices, unless the machines come from a pool.',
    SpotRuns > 0 and PricedSpotRuns == 0, 'Runs without spot machines have a price: give spotVmHourPrices.',
    'Other runs have a price: look at the other machines of these runs, and whether they come from a pool.')
| project NodeType, WhatMendsIt, RunsWithoutVmCost, Jobs, HoursOfThoseRuns
| order by HoursOfThoseRuns desc`, { width: 50, empty: 'Every machine of this time range has a price, or there was none.' }),

  text('by-tag', '## By tag of jobs\nThe tag is picked at the top of the page.'),
  table('Jobs by tag', `
let tags = DbxJobDefinitions({from}, {to})
    | project WorkspaceId, JobId, TagValue = tostring(Tags[{tag}]);
DbxBillingUsage({from}, {to})
| where coalesce(WorkspaceId, 'account') in ({workspaces}) and isnotempty(JobId)
| lookup kind=leftouter tags on WorkspaceId, JobId
| summarize ListCost = round(sum(ListCost), 2), Jobs = dcount(JobId), Currency = take_anyif(Currency, isnotempty(Currency)) by TagValue = iff(isempty(TagValue), 'without the tag', TagValue)
| order by ListCost desc`, { bars: ['ListCost'], empty: 'No usage of jobs in this time range.' }),

  text('waste', '## Waste found by insights\nWhat Spark insights are worth; the workbook Spark performance has evidence and advice.'),
  table('Waste by rule', `
DbxInsights({from}, {to})
| where WorkspaceId in ({workspaces})
| summarize EstimatedAmount = round(sum(EstimatedAmount), 2), BilledAmount = round(sum(BilledAmount), 2), CoreHours = round(sum(CoreHours), 1), Runs = dcount(RunId), Jobs = dcount(LogicalJob), Currency = take_anyif(Currency, isnotempty(Currency)) by Rule
| order by BilledAmount desc, EstimatedAmount desc`, { bars: ['BilledAmount', 'EstimatedAmount'], empty: 'No insight: nothing is wasted that rules know, or no event log has been analysed.' }),

  text('corrections-and-prices', '## Corrections and prices'),
  table('Corrections', `
DbxBillingUsage({from}, {to})
| where coalesce(WorkspaceId, 'account') in ({workspaces}) and CorrectedQuantity != 0
| project UsageDate, WorkspaceId, SkuName, Product, CorrectedQuantity, Quantity, UsageUnit, ListCost, Currency, JobId, ClusterId, WarehouseId
| order by abs(CorrectedQuantity) desc
| take 200`, { width: 50, empty: 'No usage of this time range was corrected.' }),
  table('Price changes', `
DbxListPrices({from}, {to})
| summarize Prices = count(), arg_max(PriceStartTime, EffectivePrice, Currency, UsageUnit), FirstPrice = min(EffectivePrice) by SkuName, Cloud
| where PriceStartTime between ({from} .. {to}) and Prices > 1
| project SkuName, Since = PriceStartTime, EffectivePrice, LowestPrice = FirstPrice, Currency, UsageUnit, Cloud
| order by Since desc`, { width: 50, empty: 'No list price changed in this time range.' }),
], [choice('tag', 'Tag of jobs', tagNames, 'team')]);
