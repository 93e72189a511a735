import { chart, table, text, tiles, view, when } from '../parts.mjs';

export default view('spark-performance', 'Spark performance', 'What is wrong inside the Spark of finished job runs, what to change, and what that saves. From event logs, so classic compute with log delivery only. Estimates and billed shares are shown side by side and never added up. Pick an insight\'s job, then a run.', [
  tiles('At a glance', `
let insights = DbxInsights({from}, {to})
    | where WorkspaceId in ({workspaces});
let applications = DbxSparkApplications({from}, {to})
    | where WorkspaceId in ({workspaces});
union
    (applications | summarize Value = tostring(dcount(RunId)) | extend Place = 1, Title = 'Runs analysed'),
    (insights | summarize Value = tostring(count()) | extend Place = 2, Title = 'Insights'),
    (applications | summarize Wasted = sum(WastedCoreHours), All = sum(CoreHours) | project Place = 3, Title = 'Core-hours wasted', Value = iff(All > 0, strcat(round(Wasted, 0), ' of ', round(All, 0)), 'not known')),
    (insights | summarize Amount = sum(EstimatedAmount), Known = countif(isnotnull(EstimatedAmount)), Currency = max(Currency) | project Place = 4, Title = 'Worth, estimated', Value = iff(Known == 0, 'not known', strcat(round(Amount, 2), ' ', Currency))),
    (insights | summarize Amount = sum(BilledAmount), Known = countif(isnotnull(BilledAmount)), Currency = max(BilledCurrency) | project Place = 5, Title = 'Worth, of what was billed', Value = iff(Known == 0, 'not known yet', strcat(round(Amount, 2), ' ', Currency)))
| order by Place asc
| project Title, Value`, { empty: 'No run has been analysed. The harvest needs clusters that deliver their logs to a volume.' }),

  table('Insights by money', `
DbxInsights({from}, {to})
| where WorkspaceId in ({workspaces})
| summarize Runs = dcount(RunId), EstimatedAmount = round(sum(EstimatedAmount), 2), BilledAmount = round(sum(BilledAmount), 2), AllocatedAmount = round(sum(AllocatedAmount), 2), CoreHours = round(sum(CoreHours), 2), arg_max(RunStartTime, Summary, Advice),
    Currency = take_anyif(Currency, isnotempty(Currency)) by Severity, Rule, LogicalJob, WorkspaceId
| extend JobKey = tostring(hash(strcat(WorkspaceId, '|', LogicalJob)))
| project Severity, LogicalJob, Rule, BilledAmount, AllocatedAmount, EstimatedAmount, Currency, CoreHours, Runs, Summary, Advice, Latest = RunStartTime, WorkspaceId, JobKey
| order by BilledAmount desc, AllocatedAmount desc, EstimatedAmount desc, CoreHours desc`, { pick: ['JobKey', 'job', 'job'], hidden: ['JobKey'], bars: ['BilledAmount', 'AllocatedAmount', 'EstimatedAmount', 'CoreHours'], empty: 'No rule found anything, or no run has been analysed.' }),

  chart('Core-hours that insights account for', `
DbxInsights({from}, {to})
| where WorkspaceId in ({workspaces})
| summarize CoreHours = sum(CoreHours) by bin(RunStartTime, 1d), Rule
| order by RunStartTime asc`, { width: 50, empty: 'No insight of this time range is worth core-hours.' }),

  chart('Core-hours of analysed runs', `
DbxSparkApplications({from}, {to})
| where WorkspaceId in ({workspaces})
| summarize Wasted = sum(WastedCoreHours), All = sum(CoreHours) by bin(RunStartTime, 1d)
| extend Series = pack_array('wasted', 'used well or not judged'), Values = pack_array(Wasted, All - Wasted)
| mv-expand Series to typeof(string), Values to typeof(real)
| project RunStartTime, Series, CoreHours = Values
| order by RunStartTime asc`, { width: 50 }),

  ...when('job', [
    table('Runs of the job, to compare', `
DbxSparkApplications({from}, {to})
| extend JobKey = tostring(hash(strcat(WorkspaceId, '|', LogicalJob)))
| where JobKey == {job}
| summarize Seconds = sum(DurationSeconds), CoreHours = round(sum(CoreHours), 2), WastedCoreHours = round(sum(WastedCoreHours), 2), EstimatedAmount = round(sum(Amount), 3), TaskSeconds = sum(TaskSeconds), GcSeconds = sum(GcSeconds),
    InputGB = round(sum(InputBytes) / 1e9, 2), OutputGB = round(sum(OutputBytes) / 1e9, 2), ShuffleGB = round(sum(ShuffleReadBytes) / 1e9, 2), SpilledGB = round(sum(DiskSpilledBytes) / 1e9, 2),
    FailedTasks = sum(FailedTasks), Executors = max(Executors), Insights = sum(Insights), Runtime = take_any(RuntimeVersion), NodeType = take_any(NodeType), Start = min(RunStartTime) by RunId
| extend SecondsPerInputGB = iff(InputGB > 0, round(Seconds / InputGB, 1), real(null)), GcPercent = iff(TaskSeconds > 0, round(100 * GcSeconds / TaskSeconds, 1), real(null))
| project Start, Seconds, CoreHours, WastedCoreHours, EstimatedAmount, InputGB, SecondsPerInputGB, OutputGB, ShuffleGB, SpilledGB, GcPercent, FailedTasks, Executors, Insights, Runtime, NodeType, RunId
| order by Start desc`, { pick: ['RunId', 'run', 'run'], bars: ['Seconds', 'WastedCoreHours'], empty: 'Pick an insight above.' }),
    chart('Seconds and input of the job\'s runs, each as a share of its greatest', `
let runs = DbxSparkApplications({from}, {to})
    | where tostring(hash(strcat(WorkspaceId, '|', LogicalJob))) == {job}
    | summarize Seconds = sum(DurationSeconds), InputBytes = sum(InputBytes), CoreHours = sum(CoreHours) by RunId, RunStartTime;
let most = runs
    | summarize MostSeconds = max(Seconds), MostInput = max(InputBytes), MostCoreHours = max(CoreHours) by One = 1;
runs
| extend One = 1
| join kind=inner most on One
| extend Series = pack_array('seconds', 'input', 'core-hours'), Values = pack_array(100.0 * Seconds / MostSeconds, 100.0 * InputBytes / MostInput, 100.0 * CoreHours / MostCoreHours)
| mv-expand Series to typeof(string), Values to typeof(real)
| project RunStartTime, Series, Percent = Values
| order by RunStartTime asc`, { style: 'line', empty: 'Pick an insight above.' }),
  ]),

  ...when('run', [
    text('run', '## The run that was picked'),
    table('Insights of the run', `
DbxInsights({from}, {to})
| where RunId == {run}
| project Severity, Rule, Summary, Advice, Place, CoreHours, EstimatedAmount, BilledAmount, AllocatedAmount, Currency, Basis, TaskKey, StageId, QueryId, TableName, Evidence
| order by CoreHours desc`, { bars: ['CoreHours'], empty: 'No rule found anything in this run.' }),
    table('Stages of the run', `
DbxSparkStages({from}, {to})
| where RunId == {run}
| extend SkewFactor = iff(TaskSecondsMedian > 0, round(TaskSecondsMax / TaskSecondsMedian, 1), real(null))
| project StageId, Attempt, Name, HasFailed, StartTime, DurationSeconds, TaskSeconds, Tasks, FailedTasks, TaskSecondsMedian, TaskSecondsP95, TaskSecondsMax, SkewFactor, GcSeconds, FetchWaitSeconds,
    InputBytes, ShuffleReadBytes, ShuffleWriteBytes, DiskSpilledBytes, QueryId, TaskKey, FailureMessage
| top 200 by TaskSeconds desc`, { bars: ['TaskSeconds', 'DiskSpilledBytes'], empty: 'Pick a run above.' }),
    table('SQL queries of the run', `
DbxSparkQueries({from}, {to})
| where RunId == {run}
| project QueryId, QueryText, HasFailed, StartTime, DurationSeconds, TaskSeconds, Stages, Tasks, FailedTasks, InputBytes, OutputBytes, ShuffleReadBytes, DiskSpilledBytes, ErrorMessage, TaskKey
| top 200 by TaskSeconds desc`, { bars: ['TaskSeconds'], empty: 'The run has no SQL queries.' }),
  ]),

  table('Runs on serverless compute and SQL warehouses', `
DbxRunProfiles({from}, {to})
| where WorkspaceId in ({workspaces})
| summarize Runs = dcount(RunId), DurationSeconds = round(avg(DurationSeconds), 0), TaskSeconds = sum(TaskSeconds), Queries = sum(Queries), FailedQueries = sum(FailedQueries), InputBytes = sum(InputBytes),
    OutputBytes = sum(OutputBytes), DiskSpilledBytes = sum(DiskSpilledBytes), Amount = round(sum(Amount), 2), Currency = take_anyif(Currency, isnotempty(Currency)), Latest = max(RunStartTime) by LogicalJob, ComputeType, WarehouseId, WorkspaceId
| order by TaskSeconds desc`, { bars: ['TaskSeconds', 'Amount'], empty: 'No run used serverless compute or a SQL warehouse.' }),
  table('Runs whose Spark could not be looked into', `
DbxSparkHarvests({from}, {to})
| where WorkspaceId in ({workspaces}) and Outcome != 'Harvested'
| summarize Runs = count(), arg_max(StartTime, Mend), Jobs = make_set(LogicalJob, 20) by Outcome, Reason
| project Outcome, Runs, Reason, Mend, Jobs, Latest = StartTime
| order by Runs desc`, { bars: ['Runs'], states: ['Outcome'], empty: 'The event logs of every finished run were found, or no run has finished.' }),
  table('Logs that were not whole', `
DbxSparkApplications({from}, {to})
| where WorkspaceId in ({workspaces}) and IsPartial
| project LogicalJob, RunStartTime, ApplicationName, Source, RuntimeVersion, RunId, ClusterId, WorkspaceId
| order by RunStartTime desc`, { empty: 'Every analysed log was complete.' }),
]);
