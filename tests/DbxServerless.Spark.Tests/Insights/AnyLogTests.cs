using DbxServerless.Spark.Insights;

namespace DbxServerless.Spark.Tests.Insights;

public sealed class AnyLogTests
{
    private static readonly string[] Operators =
    [
        "SortMergeJoin", "BroadcastHashJoin", "PhotonBroadcastNestedLoopJoin", "CartesianProduct", "Exchange", "PhotonShuffleExchangeSink", "Scan parquet ", "PhotonScan parquet ",
        "Filter", "HashAggregate", "Generate", "BatchEvalPython", "ReusedExchange", "BroadcastExchange", "Sort", "Project",
    ];

    private static readonly string[] Metrics =
    [
        "number of output rows", "data size", "shuffle bytes written", "shuffle write time", "sort time", "scan time", "size of files read", "number of files read",
        "exclusive time", "num bytes spilled to disk due to memory pressure", "time to build", "partitions read",
    ];

    private static readonly string?[] Ends = [null, null, null, "ExceptionFailure", "FetchFailed", "ExecutorLostFailure", "TaskKilled", "Resubmitted"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Whatever_a_log_says_no_rule_breaks_and_findings_claim_no_more_than_the_run_had(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 8; i++)
        {
            var report = InsightReport.Of(await Log(random).ReadAsync(), price: new InsightPrice { Currency = "EUR", PerCoreHour = 0.1m });

            report.Broken.ShouldBeEmpty();
            report.WastedCoreHours.ShouldBeLessThanOrEqualTo(report.TotalCoreHours + 1e-9);
            report.Insights.ShouldAllBe(insight => !(insight.CoreHours < 0) && insight.Finding.Advice.Length > 10 && insight.Finding.Evidence.Count > 0);
            report.Insights.SelectMany(insight => insight.Finding.Evidence).ShouldAllBe(evidence => evidence.Value == null || double.IsFinite(evidence.Value.Value));
        }
    }

    private static SparkLog Log(Random random)
    {
        var log = new SparkLog().Property("spark.executor.memory", "4g");
        for (var executor = random.Next(1, 5); executor > 0; executor--)
        {
            log.Executor(executor.ToString(), random.Next(1, 9), random.Next(0, 200_000));
        }

        var end = 0L;
        for (long stage = 0; stage < random.Next(1, 6); stage++)
        {
            var tasks = Enumerable.Range(0, random.Next(1, 40)).Select(_ => Task(random)).ToList();
            log.Query(stage, stage * 50_000, (stage * 50_000) + random.Next(0, 400_000), Plan(random, stage, 4))
                .Stage(stage, stage * 50_000, tasks, sql: stage, failure: random.Next(5) == 0 ? "failed" : null)
                .Stage(stage, stage * 70_000, tasks.Take(3), attempt: 1, withJob: false);
            end = Math.Max(end, stage * 90_000);
        }

        return log.Removed("1", random.NextInt64(0, 500_000), random.Next(2) == 0 ? "Command exited with code 137" : "worker lost").Until(end + random.Next(0, 900_000));
    }

    private static PlanSpec Plan(Random random, long stage, int depth)
    {
        var children = depth == 0 ? [] : Enumerable.Range(0, random.Next(0, 3)).Select(_ => Plan(random, stage, depth - 1)).ToArray();
        var node = PlanSpec.Node(Operators[random.Next(Operators.Length)], children).In(random.Next(3) == 0 ? [] : [stage]);
        foreach (var metric in Metrics.Where(_ => random.Next(2) == 0))
        {
            node.Metric(metric, random.NextInt64(0, 1L << random.Next(1, 45)));
        }

        return node.Meta("ReadSchema", "struct<a:int>").Meta("PartitionFilters", "[]").Meta("Location", "InMemoryFileIndex(1 paths)[s3://t]");
    }

    private static TaskSpec Task(Random random)
    {
        var run = random.NextInt64(1, 1L << random.Next(2, 19));
        return new TaskSpec
        {
            RunMs = run,
            OverheadMs = random.Next(0, 5000),
            GcMs = random.NextInt64(0, run * 2),
            FetchWaitMs = random.NextInt64(0, run + 1),
            InputBytes = random.NextInt64(0, 1L << random.Next(1, 36)),
            ShuffleReadBytes = random.NextInt64(0, 1L << random.Next(1, 36)),
            ShuffleWriteBytes = random.NextInt64(0, 1L << 30),
            ShuffleWriteNs = random.NextInt64(0, run * 1_000_000),
            DiskSpill = random.NextInt64(0, 1L << random.Next(1, 36)),
            HeapPeak = random.NextInt64(0, 1L << 32),
            ResultBytes = random.NextInt64(0, 1L << 30),
            Locality = random.Next(2) == 0 ? "ANY" : "NODE_LOCAL",
            Failure = Ends[random.Next(Ends.Length)],
        };
    }
}
