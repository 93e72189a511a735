using System.Text.Json.Nodes;

namespace DbxServerless.Spark.Tests.Insights.Rules;

public abstract class CacheTests(string ruleId) : RuleTest(ruleId)
{
    private protected static readonly TaskSpec Task = new() { RunMs = 10_000 };

    private protected static JsonObject Rdd(long id, long cached = 0, bool isPersisted = true, long partitions = 100) => new()
    {
        ["RDD ID"] = id,
        ["Name"] = "rdd",
        ["Storage Level"] = new JsonObject { ["Use Disk"] = false, ["Use Memory"] = isPersisted, ["Replication"] = 1 },
        ["Number of Partitions"] = partitions,
        ["Number of Cached Partitions"] = cached,
        ["Memory Size"] = cached * 1000,
        ["Disk Size"] = 0,
    };
}
