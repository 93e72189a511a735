import { chart, table, text, tiles, view, when } from '../parts.mjs';

export default view('jobs-and-pipelines', 'Jobs and pipelines', 'Which jobs and pipelines ran, failed, slowed down and what a run costs. Pick a job, then a run; pick a pipeline below.', [
  tiles('At a glance', `
let runs = DbxRuns({from}, {to})
    | where WorkspaceId in ({workspaces});
union
    (runs | summarize Value = tostring(count()) | extend Place = 1, Title = 'Runs'),
    (runs | summarize Value = tostring(countif(IsFailed)) | extend Place = 2, Title = 'Failed'),
    (runs | summarize Value = tostring(countif(Repairs > 0)) | extend Place = 3, Title = 'Repaired'),
    (runs | summarize Value = tostring(countif(State == 'SUCCEEDED' and DurationSeconds > P95Seconds30Days)) | extend Place = 4, Title = 'Slower than 19 of 20'),
    (runs | summarize Cost = sum(ListCost), Known = countif(isnotnull(ListCost)), Currency = max(Currency)
        | project Place = 5, Title = 'List cost of billed runs', Value = iff(Known == 0, 'not known', strcat(round(Cost, 2), ' ', Currency)))
| order by Place asc
| project Title, Value`),

  chart('Runs by state', `
DbxRuns({from}, {to})
| where WorkspaceId in ({workspaces})
| summarize Runs = count() by bin(StartTime, 1h), State
| order by StartTime asc`, { width: 50 }),

  chart('Why runs ended badly', `
DbxRuns({from}, {to})
| where WorkspaceId in ({workspaces}) and IsFailed
| summarize Runs = count() by bin(StartTime, 1h), Code = coalesce(TerminationCode, State)
| order by StartTime asc`, { width: 50, empty: 'No run failed in this time range.' }),

  table('Under way', `
DbxRuns({from}, {to})
| where WorkspaceId in ({workspaces}) and not(IsFinished) and State != 'UNKNOWN'
| extend RunningSeconds = datetime_diff('second', {to}, StartTime)
| extend OfNormalPercent = iff(MedianSeconds30Days > 0, round(100.0 * RunningSeconds / MedianSeconds30Days, 0), real(null))
| project Outlook, LogicalJob, State, StartTime, RunningSeconds, OfNormalPercent, ExpectedEndTime, DeadlineTime, QueueSeconds, P95Seconds = P95Seconds30Days, RunPageUrl, RunId, WorkspaceId
| order by Outlook asc, OfNormalPercent desc`, { bars: ['OfNormalPercent'], empty: 'No run is under way, as far as known. Live runs need the REST datasets.' }),

  table('Jobs', `
DbxRuns({from}, {to})
| where WorkspaceId in ({workspaces})
| summarize Runs = count(), Failed = countif(IsFailed), arg_max(StartTime, State, RunId), MedianSeconds = percentile(iff(State == 'SUCCEEDED', DurationSeconds, real(null)), 50),
    Normal = take_any(MedianSeconds30Days), P95 = take_any(P95Seconds30Days), ListCost = round(sum(ListCost), 2), Currency = take_anyif(Currency, isnotempty(Currency))
    by WorkspaceId, LogicalJob
| extend SlowerPercent = iff(Normal > 0, round(100.0 * (MedianSeconds / Normal - 1), 0), real(null)), JobKey = tostring(hash(strcat(WorkspaceId, '|', LogicalJob)))
| project LogicalJob, LatestState = State, LatestStart = StartTime, Runs, Failed, FailedPercent = round(100.0 * Failed / Runs, 1), MedianSeconds, NormalSeconds = Normal, P95Seconds = P95, SlowerPercent, ListCost, Currency, WorkspaceId, JobKey
| order by Failed desc, ListCost desc`, { pick: ['JobKey', 'job', 'job'], hidden: ['JobKey'], bars: ['ListCost', 'Failed'], states: ['LatestState'] }),

  ...when('job', [
    chart('Duration of the job\'s runs', `
DbxRuns({from}, {to})
| where tostring(hash(strcat(WorkspaceId, '|', LogicalJob))) == {job}
| summarize Seconds = max(DurationSeconds) by StartTime, State
| order by StartTime asc`, { width: 50, style: 'bar', empty: 'Pick a job above.' }),
    chart('List cost of the job\'s runs', `
DbxRuns({from}, {to})
| where tostring(hash(strcat(WorkspaceId, '|', LogicalJob))) == {job}
| summarize Cost = sum(ListCost) by StartTime, Currency
| order by StartTime asc`, { width: 50, style: 'bar', empty: 'No run of this job has been billed on its own yet: usage arrives up to two days late, and not for clusters that runs share.' }),
    table('Runs of the job', `
DbxRuns({from}, {to})
| where tostring(hash(strcat(WorkspaceId, '|', LogicalJob))) == {job}
| extend AgainstNormalPercent = iff(MedianSeconds30Days > 0, round(100.0 * DurationSeconds / MedianSeconds30Days, 0), real(null))
| project State, StartTime, EndTime, DurationSeconds, AgainstNormalPercent, Repairs, TerminationCode, TriggerType, ListCost, Currency, Dbus, MedianCost30Days, RunId, JobId, AdfRunId, WorkspaceId
| order by StartTime desc`, { pick: ['RunId', 'run', 'run'], states: ['State'], bars: ['DurationSeconds'], empty: 'Pick a job above.' }),
  ]),

  ...when('run', [
    table('Tasks of the run', `
DbxTaskRuns({from}, {to})
| where JobRunId == {run}
| project TaskKey, State, TerminationCode, TerminationType, StartTime, EndTime, DurationSeconds, SetupSeconds, ExecutionSeconds, CleanupSeconds, ClusterIds, TaskRunId
| order by StartTime asc`, { states: ['State'], bars: ['DurationSeconds'], empty: 'No tasks of this run are known; pick a run above.' }),
    table('Why tasks of the run failed', `
DbxLiveTaskRuns({from}, {to})
| where JobRunId == {run} and isnotempty(Error)
| project TaskKey, Attempt, State, Error, ErrorClass, ErrorFrame, ErrorTrace, StartTime, DurationSeconds, RunPageUrl
| order by StartTime asc`, { states: ['State'], empty: 'No task of this run left an error, or the REST datasets are off.' }),
    table('Slow, costly or failed SQL of the run', `
DbxQueries({from}, {to})
| where JobRunId == {run}
| project Reason, Status, StartTime, DurationMs, TaskMs, ReadBytes, SpilledBytes, StatementType, StatementText, ErrorMessage
| order by DurationMs desc`, { states: ['Status'], bars: ['DurationMs'], empty: 'No notable SQL statement belongs to this run.' }),
  ]),

  table('The same failure again and again', `
DbxLiveTaskRuns({from}, {to})
| where WorkspaceId in ({workspaces}) and isnotempty(ErrorFingerprint)
| summarize Times = count(), Jobs = dcount(LogicalJob), Latest = max(StartTime), Error = take_any(Error), FailedJobs = make_set(LogicalJob, 10) by ErrorClass, ErrorFrame, ErrorFingerprint
| top 100 by Times desc
| project Times, Jobs, ErrorClass, Error, ErrorFrame, FailedJobs, Latest`, { bars: ['Times'], empty: 'No task left an error, or the REST datasets are off.' }),

  text('pipelines', '## Pipelines'),
  table('Pipelines', `
let recent = DbxPipelineUpdates({from}, {to})
    | summarize Updates = count(), Failed = countif(State == 'FAILED'), MedianSeconds = percentile(iff(State == 'COMPLETED', DurationSeconds, real(null)), 50) by WorkspaceId, PipelineId;
DbxPipelineBaselines({from}, {to})
| where WorkspaceId in ({workspaces})
| join kind=leftouter recent on WorkspaceId, PipelineId
| extend HoursSinceSuccess = round(datetime_diff('minute', {to}, LastSuccessTime) / 60.0, 1), NormalHoursBetween = round(MedianSecondsBetween30Days / 3600, 1)
| project PipelineName = coalesce(PipelineName, PipelineId), PipelineType, HoursSinceSuccess, NormalHoursBetween, Updates, Failed, MedianSeconds, NormalSeconds = MedianSeconds30Days, P95Seconds = P95Seconds30Days,
    SuccessPercent30Days = round(100 * SuccessRate30Days, 1), LastUpdateTime, WorkspaceId, PipelineId
| order by Failed desc, HoursSinceSuccess desc`, { pick: ['PipelineId', 'pipeline', 'pipeline'], bars: ['Failed'], empty: 'No pipeline had an update in the last 30 days.' }),
  ...when('pipeline', [
    table('Updates of the pipeline', `
DbxPipelineUpdates({from}, {to})
| where PipelineId == {pipeline}
| project State, UpdateType, TriggerType, StartTime, EndTime, DurationSeconds, Attempt, UpdateId, RequestId, ClusterId, RunAs
| order by StartTime desc`, { states: ['State'], bars: ['DurationSeconds'], empty: 'Pick a pipeline above.' }),
  ]),
]);
