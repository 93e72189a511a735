using System.Text.Json.Nodes;

namespace DbxServerless.Spark.Tests.Insights.Rules;

public abstract class StreamingTests(string ruleId) : RuleTest(ruleId)
{
    private protected static SparkLog Batches(int count, Func<int, (long At, long Took)> when, Action<int, JsonObject> more)
    {
        var log = Cluster(1);
        for (var i = 0; i < count; i++)
        {
            var (at, took) = when(i);
            var progress = new JsonObject
            {
                ["id"] = "q1",
                ["runId"] = "r1",
                ["name"] = "orders",
                ["timestamp"] = SparkLog.Iso(at),
                ["batchId"] = i,
                ["batchDuration"] = took,
                ["numInputRows"] = 100,
                ["durationMs"] = new JsonObject { ["triggerExecution"] = took, ["addBatch"] = took * 8 / 10 },
            };
            more(i, progress);
            log.Event(at + took, "org.apache.spark.sql.streaming.StreamingQueryListener$QueryProgressEvent", new JsonObject { ["progress"] = progress });
        }

        return log;
    }
}
