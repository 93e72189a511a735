using System.Text.Json.Nodes;

namespace DbxServerless.Testing.EventLogs;

/// <summary>Parts of events as Spark writes them. Times are epoch milliseconds.</summary>
internal static class SparkEvents
{
    public static JsonObject StageInfo(long id, int attempt, long submitted, long tasks, JsonObject[]? rdds) => new()
    {
        ["Stage ID"] = id,
        ["Stage Attempt ID"] = attempt,
        ["Stage Name"] = "stage " + id,
        ["Number of Tasks"] = tasks,
        ["RDD Info"] = new JsonArray([.. (rdds ?? []).Select(rdd => rdd.DeepClone())]),
        ["Submission Time"] = submitted,
    };

    public static JsonObject TaskEnd(long stage, int stageAttempt, long id, int index, TaskSpec task, string executor, string host, long start, long finish)
    {
        var isKilled = task.Failure == "TaskKilled";
        var reason = new JsonObject { ["Reason"] = task.Failure ?? "Success" };
        if (task.ErrorClass is not null)
        {
            reason["Class Name"] = task.ErrorClass;
        }

        if (task.ErrorMessage is not null)
        {
            reason["Message"] = task.ErrorMessage;
        }

        return new JsonObject
        {
            ["Stage ID"] = stage,
            ["Stage Attempt ID"] = stageAttempt,
            ["Task Type"] = "ShuffleMapTask",
            ["Task End Reason"] = reason,
            ["Task Info"] = new JsonObject
            {
                ["Task ID"] = id,
                ["Index"] = index,
                ["Attempt"] = task.Attempt,
                ["Launch Time"] = start,
                ["Executor ID"] = executor,
                ["Host"] = host,
                ["Locality"] = task.Locality,
                ["Speculative"] = false,
                ["Getting Result Time"] = 0,
                ["Finish Time"] = finish,
                ["Failed"] = task.Failure is not null && !isKilled,
                ["Killed"] = isKilled,
                ["Accumulables"] = new JsonArray(),
            },
            ["Task Executor Metrics"] = new JsonObject { ["JVMHeapMemory"] = task.HeapPeak, ["JVMOffHeapMemory"] = task.OffHeapPeak },
            ["Task Metrics"] = new JsonObject
            {
                ["Executor Deserialize Time"] = 0,
                ["Executor Run Time"] = task.RunMs,
                ["Executor CPU Time"] = task.RunMs * 1_000_000,
                ["Result Size"] = task.ResultBytes,
                ["JVM GC Time"] = task.GcMs,
                ["Result Serialization Time"] = 0,
                ["Memory Bytes Spilled"] = task.MemorySpill,
                ["Disk Bytes Spilled"] = task.DiskSpill,
                ["Shuffle Read Metrics"] = new JsonObject
                {
                    ["Remote Blocks Fetched"] = task.ShuffleReadBytes > 0 ? task.ShuffleReadBlocks : 0,
                    ["Local Blocks Fetched"] = 0,
                    ["Fetch Wait Time"] = task.FetchWaitMs,
                    ["Remote Bytes Read"] = task.ShuffleReadBytes,
                    ["Local Bytes Read"] = 0,
                    ["Total Records Read"] = task.ShuffleReadRows,
                },
                ["Shuffle Write Metrics"] = new JsonObject { ["Shuffle Bytes Written"] = task.ShuffleWriteBytes, ["Shuffle Write Time"] = task.ShuffleWriteNs },
                ["Input Metrics"] = new JsonObject { ["Bytes Read"] = task.InputBytes, ["Records Read"] = task.InputRows },
                ["Output Metrics"] = new JsonObject { ["Bytes Written"] = task.OutputBytes, ["Records Written"] = 0 },
            },
        };
    }
}
