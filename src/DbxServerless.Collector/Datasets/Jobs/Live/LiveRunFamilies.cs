using DbxServerless.Collector.Metrics;

namespace DbxServerless.Collector.Datasets.Jobs.Live;

/// <summary>The families that live runs fill. Windows are the last 24 hours; a job's durations are those of its run that ended last.</summary>
internal static class LiveRunFamilies
{
    private const string Newest = "the run of the job that ended last, in the last 24 hours";

    public static readonly MetricFamily States = new(
        "databricks_job_runs_count", MetricType.Gauge, "Job runs that ended in the last 24 hours, and those that are not over, by state.", "workspace_id", "result_state")
    {
        OpenTelemetryName = "databricks.job_runs.count",
        OpenTelemetryUnit = "{run}",
    };

    public static readonly MetricFamily Run = Duration("run", "Seconds of the whole run with its repairs: " + Newest + " in the state.", "result_state");

    public static readonly MetricFamily Queue = Duration("queue", "Seconds in the queue: " + Newest + ".");

    public static readonly MetricFamily Setup = Duration("setup", "Seconds of set-up, of a run of several tasks those of its tasks together: " + Newest + ".");

    public static readonly MetricFamily Execution = Duration("execution", "Seconds of execution, of a run of several tasks those of its tasks together: " + Newest + ".");

    public static readonly MetricFamily Cleanup = Duration("cleanup", "Seconds of clean-up, of a run of several tasks those of its tasks together: " + Newest + ".");

    public static readonly MetricFamily SuccessRate = new(
        "databricks_job_success_rate_percent", MetricType.Gauge,
        "Runs that succeeded of all runs that ended in the last 24 hours in whatever state, in percent.", "workspace_id", "job_name")
    {
        OpenTelemetryName = "databricks.job.success_rate",
        OpenTelemetryUnit = "%",
    };

    public static readonly MetricFamily Outlook = new(
        "databricks_job_runs_by_outlook", MetricType.Gauge,
        "Job runs that are under way, by how they stand to their deadline and to what is normal: ON_TIME, SLOW, WILL_BE_LATE, LATE.", "workspace_id", "outlook")
    {
        OpenTelemetryName = "databricks.job_runs.outlook",
        OpenTelemetryUnit = "{run}",
    };

    public static readonly MetricFamily Deadline = new(
        "databricks_job_deadline_timestamp_seconds", MetricType.Gauge,
        "When the run of the job that is under way must have ended, in seconds since 1970; of several the first.", "workspace_id", "job_name")
    {
        OpenTelemetryName = "databricks.job.deadline",
        OpenTelemetryUnit = "s",
    };

    public static readonly MetricFamily ExpectedEnd = new(
        "databricks_job_expected_end_timestamp_seconds", MetricType.Gauge,
        "When the run of the job that is under way will probably end, in seconds since 1970; of several the last.", "workspace_id", "job_name")
    {
        OpenTelemetryName = "databricks.job.expected_end",
        OpenTelemetryUnit = "s",
    };

    public static readonly MetricFamily Normal = new(
        "databricks_job_normal_seconds", MetricType.Gauge,
        "Median seconds of the newest runs that succeeded, of jobs with a run under way.", "workspace_id", "job_name")
    {
        OpenTelemetryName = "databricks.job.normal",
        OpenTelemetryUnit = "s",
    };

    public static readonly MetricFamily NormalRatio = new(
        "databricks_job_normal_ratio", MetricType.Gauge,
        "How many times the normal the run under way has taken so far; of several the greatest.", "workspace_id", "job_name")
    {
        OpenTelemetryName = "databricks.job.normal_ratio",
        OpenTelemetryUnit = "1",
    };

    public static IReadOnlyList<MetricFamily> All { get; } =
        [States, Run, Queue, Setup, Execution, Cleanup, SuccessRate, Outlook, Deadline, ExpectedEnd, Normal, NormalRatio];

    private static MetricFamily Duration(string part, string help, params IReadOnlyList<string> more) => new(
        $"databricks_job_duration_{part}_seconds", MetricType.Gauge, help, ["workspace_id", "job_name", .. more])
    {
        OpenTelemetryName = $"databricks.job.duration.{part}",
        OpenTelemetryUnit = "s",
    };
}
