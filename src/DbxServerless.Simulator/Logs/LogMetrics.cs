using System.Text.Json.Nodes;
using DbxServerless.Simulator.History;

namespace DbxServerless.Simulator.Logs;

/// <summary>The metrics of a task that ended.</summary>
internal static class LogMetrics
{
    /// <param name="runTime">Milliseconds.</param>
    /// <param name="weight">How many times as much it reads as others.</param>
    public static JsonObject Of(long runTime, int weight, SeededRandom random) => new()
    {
        ["Executor Deserialize Time"] = random.Next(1, 30),
        ["Executor Deserialize CPU Time"] = 0,
        ["Executor Run Time"] = runTime,
        ["Executor CPU Time"] = (long)(runTime * random.Between(0.5, 0.95)) * 1_000_000,
        ["Peak Execution Memory"] = 0,
        ["Result Size"] = random.Next(1000, 5000),
        ["JVM GC Time"] = (long)(runTime * random.Between(0, 0.05)),
        ["Result Serialization Time"] = 0,
        ["Memory Bytes Spilled"] = 0,
        ["Disk Bytes Spilled"] = 0,
        ["Shuffle Read Metrics"] = new JsonObject
        {
            ["Remote Blocks Fetched"] = 1,
            ["Local Blocks Fetched"] = 1,
            ["Fetch Wait Time"] = 0,
            ["Remote Bytes Read"] = random.Next(0, 1_000_000),
            ["Remote Bytes Read To Disk"] = 0,
            ["Local Bytes Read"] = random.Next(0, 1_000_000),
            ["Total Records Read"] = random.Next(0, 10_000),
        },
        ["Shuffle Write Metrics"] = new JsonObject { ["Shuffle Bytes Written"] = random.Next(0, 1_000_000), ["Shuffle Write Time"] = 0, ["Shuffle Records Written"] = 10 },
        ["Input Metrics"] = new JsonObject { ["Bytes Read"] = weight * (long)random.Next(0, 100_000_000), ["Records Read"] = weight * random.Next(0, 1_000_000) },
        ["Output Metrics"] = new JsonObject { ["Bytes Written"] = 0, ["Records Written"] = 0 },
        ["Updated Blocks"] = new JsonArray(),
    };
}
