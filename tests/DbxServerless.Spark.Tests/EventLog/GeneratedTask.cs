using System.Text.Json.Nodes;

namespace DbxServerless.Spark.Tests.EventLog;

/// <summary>One TaskEnd event with plausible values.</summary>
internal sealed record GeneratedTask(long TaskId, long StageId = 0)
{
    public int StageAttempt { get; init; }

    public string ExecutorId { get; init; } = "1";

    public long Launch { get; init; } = 3000;

    public long Duration { get; init; } = 100;

    public string Reason { get; init; } = "Success";

    public string? ErrorClass { get; init; }

    public bool Failed { get; init; }

    /// <summary>False: the event says <c>"Task Metrics":null</c>, as Spark does for many failures.</summary>
    public bool HasMetrics { get; init; } = true;

    public long InputBytes { get; init; } = 1000;

    /// <summary>SQL metrics: what the task adds and the running total, as text.</summary>
    public (long Id, string Update, string Value)[] SqlMetrics { get; init; } = [];

    public JsonObject ToJson()
    {
        var reason = new JsonObject { ["Reason"] = Reason };
        if (ErrorClass is not null)
        {
            reason["Class Name"] = ErrorClass;
            reason["Description"] = "went \"wrong\"\nbadly";
            reason["Stack Trace"] = new JsonArray();
        }

        return new JsonObject
        {
            ["Event"] = "SparkListenerTaskEnd",
            ["Stage ID"] = StageId,
            ["Stage Attempt ID"] = StageAttempt,
            ["Task Type"] = "ResultTask",
            ["Task End Reason"] = reason,
            ["Task Info"] = new JsonObject
            {
                ["Task ID"] = TaskId,
                ["Index"] = 0,
                ["Attempt"] = 0,
                ["Partition ID"] = 0,
                ["Launch Time"] = Launch,
                ["Executor ID"] = ExecutorId,
                ["Host"] = "10.0.0.1",
                ["Locality"] = "PROCESS_LOCAL",
                ["Speculative"] = false,
                ["Getting Result Time"] = 0,
                ["Finish Time"] = Launch + Duration,
                ["Failed"] = Failed,
                ["Killed"] = false,
                ["Accumulables"] = new JsonArray([Internal(), .. SqlMetrics.Select(Sql)]),
            },
            ["Task Executor Metrics"] = new JsonObject { ["JVMHeapMemory"] = 7_000_000 + TaskId, ["NewKindOfMemory"] = 1 },
            ["Task Metrics"] = HasMetrics ? Metrics() : null,
        };
    }

    private JsonObject Metrics() => new()
    {
        ["Executor Deserialize Time"] = 1,
        ["Executor Run Time"] = Duration - 5,
        ["Executor CPU Time"] = (Duration - 5) * 1_000_000,
        ["JVM GC Time"] = 2,
        ["Memory Bytes Spilled"] = 30,
        ["Disk Bytes Spilled"] = 20,
        ["Shuffle Read Metrics"] = new JsonObject { ["Remote Bytes Read"] = 7, ["Local Bytes Read"] = 5, ["Total Records Read"] = 3 },
        ["Shuffle Write Metrics"] = new JsonObject { ["Shuffle Bytes Written"] = 11, ["Shuffle Records Written"] = 2 },
        ["Input Metrics"] = new JsonObject { ["Bytes Read"] = InputBytes, ["Records Read"] = 10 },
        ["Output Metrics"] = new JsonObject { ["Bytes Written"] = 4, ["Records Written"] = 1 },
        ["Updated Blocks"] = new JsonArray(),
    };

    private JsonObject Internal() => new()
    {
        ["ID"] = 900_000,
        ["Name"] = "internal.metrics.executorRunTime",
        ["Update"] = Duration - 5,
        ["Value"] = Duration - 5,
        ["Internal"] = true,
        ["Count Failed Values"] = true,
    };

    private static JsonObject Sql((long Id, string Update, string Value) metric) => new()
    {
        ["ID"] = metric.Id,
        ["Name"] = "number of output rows",
        ["Update"] = metric.Update,
        ["Value"] = metric.Value,
        ["Internal"] = true,
        ["Count Failed Values"] = true,
        ["Metadata"] = "sql",
    };
}
