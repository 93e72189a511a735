using System.Text.Json.Nodes;
using DbxServerless.Simulator.History;

namespace DbxServerless.Simulator.Logs;

/// <summary>Events as Databricks' listener writes them.</summary>
internal static class LogEvents
{
    public static JsonObject Metadata(DateTimeOffset at, string contextId, int rollover) => new()
    {
        ["Event"] = "DBCEventLoggingListenerMetadata",
        ["Spark Version"] = "3.5.2",
        ["Timestamp"] = Milliseconds(at),
        ["Rollover Number"] = rollover,
        ["SparkContext Id"] = long.Parse(contextId),
    };

    public static JsonObject Environment(LogContext context, int workers) => new()
    {
        ["Event"] = "SparkListenerEnvironmentUpdate",
        ["JVM Information"] = new JsonObject { ["Java Version"] = "17.0.11" },
        ["Spark Properties"] = new JsonObject
        {
            ["spark.databricks.clusterUsageTags.clusterId"] = context.ClusterId,
            ["spark.databricks.clusterUsageTags.orgId"] = context.WorkspaceId,
            ["spark.databricks.clusterUsageTags.sparkVersion"] = "16.4.x-scala2.12",
            ["spark.databricks.clusterUsageTags.clusterNodeType"] = "Standard_D8ds_v5",
            ["spark.databricks.clusterUsageTags.driverNodeType"] = "Standard_D8ds_v5",
            ["spark.databricks.clusterUsageTags.clusterWorkers"] = $"{workers}",
            ["spark.sql.shuffle.partitions"] = "200",
        },
    };

    public static JsonObject ApplicationStart(DateTimeOffset at) => new()
    {
        ["Event"] = "SparkListenerApplicationStart",
        ["App Name"] = "Databricks Shell",
        ["App ID"] = $"app-{at.UtcDateTime:yyyyMMddHHmmss}-0000",
        ["Timestamp"] = Milliseconds(at),
        ["User"] = "root",
    };

    public static JsonObject ExecutorAdded(int executor, DateTimeOffset at, int cores) => new()
    {
        ["Event"] = "SparkListenerExecutorAdded",
        ["Timestamp"] = Milliseconds(at),
        ["Executor ID"] = $"{executor}",
        ["Executor Info"] = new JsonObject
        {
            ["Host"] = $"10.139.64.{10 + executor}",
            ["Total Cores"] = cores,
            ["Log Urls"] = new JsonObject(),
            ["Attributes"] = new JsonObject(),
            ["Resources"] = new JsonObject(),
            ["Resource Profile Id"] = 0,
        },
    };

    public static JsonObject JobStart(LogContext context, LoggedRun run, int job, int[] stages) => new()
    {
        ["Event"] = "SparkListenerJobStart",
        ["Job ID"] = job,
        ["Submission Time"] = Milliseconds(run.Start),
        ["Stage Infos"] = new JsonArray([.. stages.Select(stage => (JsonNode)Stage(stage, 1))]),
        ["Stage IDs"] = new JsonArray([.. stages.Select(stage => (JsonNode)stage)]),
        ["Properties"] = new JsonObject
        {
            ["spark.databricks.job.id"] = run.JobId,
            ["spark.databricks.job.runId"] = run.TaskRunId,
            ["spark.databricks.job.parentRunId"] = run.JobRunId,
            ["spark.databricks.job.type"] = "python",
            ["spark.databricks.workload.name"] = "JobRun",
            ["spark.jobGroup.id"] = $"42_77_job-{run.JobId}-run-{run.TaskRunId}-action-{job}",
            ["spark.databricks.clusterUsageTags.clusterId"] = context.ClusterId,
            ["orgId"] = context.WorkspaceId,
        },
    };

    public static JsonObject StageSubmitted(int stage, int tasks, DateTimeOffset at)
    {
        var info = Stage(stage, tasks);
        info["Submission Time"] = Milliseconds(at);
        return new JsonObject { ["Event"] = "SparkListenerStageSubmitted", ["Stage Info"] = info };
    }

    public static JsonObject StageCompleted(int stage, int tasks, DateTimeOffset from, DateTimeOffset to)
    {
        var info = Stage(stage, tasks);
        info["Submission Time"] = Milliseconds(from);
        info["Completion Time"] = Milliseconds(to);
        return new JsonObject { ["Event"] = "SparkListenerStageCompleted", ["Stage Info"] = info };
    }

    public static JsonObject JobEnd(int job, DateTimeOffset at) => new()
    {
        ["Event"] = "SparkListenerJobEnd",
        ["Job ID"] = job,
        ["Completion Time"] = Milliseconds(at),
        ["Job Result"] = new JsonObject { ["Result"] = "JobSucceeded" },
    };

    public static JsonObject Unknown(DateTimeOffset at) => new() { ["Event"] = "com.databricks.backend.daemon.driver.Heartbeat", ["Timestamp"] = Milliseconds(at) };

    public static JsonObject TaskEnd(int stage, int index, long task, int executor, DateTimeOffset from, DateTimeOffset end, int weight, SeededRandom random)
    {
        var run = (long)(end - from).TotalMilliseconds;
        return new JsonObject
        {
            ["Event"] = "SparkListenerTaskEnd",
            ["Stage ID"] = stage,
            ["Stage Attempt ID"] = 0,
            ["Task Type"] = "ResultTask",
            ["Task End Reason"] = new JsonObject { ["Reason"] = "Success" },
            ["Task Info"] = new JsonObject
            {
                ["Task ID"] = task,
                ["Index"] = index,
                ["Attempt"] = 0,
                ["Launch Time"] = Milliseconds(from),
                ["Executor ID"] = $"{executor}",
                ["Host"] = $"10.139.64.{10 + executor}",
                ["Locality"] = "PROCESS_LOCAL",
                ["Speculative"] = false,
                ["Getting Result Time"] = 0,
                ["Finish Time"] = Milliseconds(end),
                ["Failed"] = false,
                ["Killed"] = false,
                ["Accumulables"] = new JsonArray(),
            },
            ["Task Metrics"] = LogMetrics.Of(run, weight, random),
        };
    }

    private static JsonObject Stage(int stage, int tasks) => new()
    {
        ["Stage ID"] = stage,
        ["Stage Attempt ID"] = 0,
        ["Stage Name"] = "save at NativeMethodAccessorImpl.java:0",
        ["Number of Tasks"] = tasks,
        ["RDD Info"] = new JsonArray(),
        ["Parent IDs"] = new JsonArray(),
        ["Details"] = "",
        ["Accumulables"] = new JsonArray(),
        ["Resource Profile Id"] = 0,
    };

    private static long Milliseconds(DateTimeOffset at) => at.ToUnixTimeMilliseconds();
}
