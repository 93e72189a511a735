using System.Globalization;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Metrics;
using DbxServerless.Databricks;
using DbxServerless.Databricks.Jobs;

namespace DbxServerless.Collector.Datasets.Jobs;

/// <summary>The jobs of a workspace as <c>jobs/list</c> shows them now.</summary>
public sealed class JobDefinitions : RestDataset<JobDefinition>
{
    private static readonly MetricFamily Total = new(
        "databricks_jobs_total", MetricType.Untyped, "Jobs that are defined and that the identity may see.", "workspace_id")
    {
        OpenTelemetryName = "databricks.jobs.total",
        OpenTelemetryUnit = "{job}",
    };

    private static readonly MetricFamily Paused = new(
        "databricks_jobs_paused", MetricType.Gauge, "Jobs whose schedule or trigger is paused.", "workspace_id")
    {
        OpenTelemetryName = "databricks.jobs.paused",
        OpenTelemetryUnit = "{job}",
    };

    private static readonly MetricFamily NextStart = new(
        "databricks_job_next_start_timestamp_seconds", MetricType.Gauge,
        "When the schedule of a job starts it next, in seconds since 1970; the jobs that start soonest, as many as the family has series.",
        "workspace_id", "job_id", "job_name")
    {
        ShowsLeast = true,
        OpenTelemetryName = "databricks.job.next_start",
        OpenTelemetryUnit = "s",
    };

    public override DatasetInfo Info { get; } = new(
        "job_definitions", "DbxJobDefinitions", ScopeKind.Workspace, ScheduleGroup.Regular, DatasetKind.State,
        "Jobs with their schedules, their next start and how long a run may take.")
    {
        Endpoints = ["GET /api/2.2/jobs/list"],
    };

    public override IReadOnlyList<MetricFamily> Families { get; } = [Total, Paused, NextStart];

    protected override async Task<RestReading<JobDefinition>> ReadAsync(CollectionContext context, CancellationToken cancellationToken)
    {
        var workspace = await context.WorkspaceIdAsync(cancellationToken);
        var jobs = new Dictionary<string, JobDefinition>();
        // A job that moves from one page to the next while they are read comes twice.
        await foreach (var job in context.Reader.Jobs.ListAsync(cancellationToken))
        {
            var definition = Definition(job, workspace, context);
            jobs[definition.JobId] = definition;
        }

        return new RestReading<JobDefinition>(
            [.. jobs.Values],
            [
                Total.Sample(jobs.Count, workspace),
                Paused.Sample(jobs.Values.Count(job => job.IsPaused), workspace),
                .. jobs.Values.Where(job => job.NextStartTime is not null).Select(
                    job => NextStart.Sample(job.NextStartTime!.Value.ToUnixTimeSeconds(), workspace, job.JobId, job.LogicalJob)),
            ]);
    }

    protected override IReadOnlyList<string> Key(JobDefinition record) => [record.WorkspaceId, record.JobId];

    protected override DateTimeOffset EventTime(JobDefinition record) => record.CreateTime ?? DateTimeOffset.UnixEpoch;

    private static JobDefinition Definition(Job job, string workspace, CollectionContext context)
    {
        var id = job.JobId.ToString(CultureInfo.InvariantCulture);
        var settings = job.Settings;
        var (triggerKind, pause) = settings switch
        {
            { Schedule: { } schedule } => ("SCHEDULE", schedule.PauseStatus),
            { Continuous: { } continuous } => ("CONTINUOUS", continuous.PauseStatus),
            { Trigger: { FileArrival: not null } trigger } => ("FILE_ARRIVAL", trigger.PauseStatus),
            { Trigger: { TableUpdate: not null } trigger } => ("TABLE_UPDATE", trigger.PauseStatus),
            { Trigger: { Periodic: not null } trigger } => ("PERIODIC", trigger.PauseStatus),
            _ => ("MANUAL", null),
        };
        var paused = pause == "PAUSED";
        return new JobDefinition
        {
            WorkspaceId = workspace,
            JobId = id,
            JobName = settings.Name,
            LogicalJob = LogicalJobName.Of(settings.Name, null).Name,
            CreatorUserName = job.CreatorUserName,
            RunAsUserName = job.RunAsUserName,
            TriggerKind = triggerKind,
            IsPaused = paused,
            Schedule = settings.Schedule?.QuartzCronExpression,
            TimeZone = settings.Schedule?.TimezoneId,
            NextStartTime = paused ? null : QuartzSchedule.Next(settings.Schedule?.QuartzCronExpression, settings.Schedule?.TimezoneId, context.AsOf),
            TimeoutSeconds = settings.TimeoutSeconds > 0 ? settings.TimeoutSeconds : null,
            SlaSeconds = ServiceLevel.Of(context.Options.Jobs, workspace, id, settings.Tags),
            MaxConcurrentRuns = settings.MaxConcurrentRuns,
            Tags = settings.Tags,
            CreateTime = Instants.Of(job.CreatedTime),
        };
    }
}
