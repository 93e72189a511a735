using System.Text.Json.Nodes;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Datasets.Spark;
using DbxServerless.Collector.Harvest;
using DbxServerless.Spark.Compare;
using DbxServerless.Spark.Insights;
using DbxServerless.Testing.EventLogs;

namespace DbxServerless.Collector.Tests.Datasets;

/// <summary>
/// A log in which two runs of a job and somebody's notebook shared a context, one that a run had to itself, and what is known of them from outside.
/// </summary>
internal static class SparkFixture
{
    private const long GiB = 1L << 30;

    private static readonly DateTimeOffset RunStart = new(2023, 11, 14, 22, 5, 0, TimeSpan.Zero);

    public static SparkLogOrigin Origin { get; } = new()
    {
        WorkspaceId = "1001",
        ClusterId = "0310-120000-abcdefgh",
        SparkContextId = "8880912756278443690",
        Time = DatasetFixture.AsOf,
        Price = new InsightPrice { Currency = "EUR", PerCoreHour = 0.25m },
        Runs =
        [
            new SparkRunOrigin("501", "11", "orders", RunStart) { TaskKeys = new Dictionary<string, string> { ["9001"] = "load" } },
            new SparkRunOrigin("502", "11", "orders", RunStart) { TaskKeys = new Dictionary<string, string> { ["9002"] = "load", ["9003"] = "report" } },
        ],
    };

    public static SparkLogOrigin OriginOfOneRun { get; } = Origin with
    {
        SparkContextId = "8880912756278443691",
        Runs = [new SparkRunOrigin("503", "11", "orders", RunStart) { TaskKeys = new Dictionary<string, string> { ["9004"] = "load" } }],
    };

    public static SparkLog SharedLog()
    {
        var task = new TaskSpec { RunMs = 20_000, GcMs = 500, FetchWaitMs = 100, InputBytes = 64 << 20, InputRows = 1000, OutputBytes = 1 << 20, ShuffleWriteBytes = 1 << 20 };
        var spilling = task with { MemorySpill = GiB, DiskSpill = GiB / 4, ShuffleReadBytes = 300 << 20 };
        var broken = task with { Failure = "ExceptionFailure", ErrorClass = "java.io.IOException", ErrorMessage = "password=hunter2 refused" };
        return Cluster()
            .Query(1, 0, 60_000, PlanSpec.Node("Project", PlanSpec.Node("Scan parquet main.sales.orders")
                .Metric("number of files read", 5000).Metric("size of files read", 5000L << 20, "size").Meta("Location", "InMemoryFileIndex(1 paths)[abfss://c@a/t]")))
            .Job(0, 60_000, [0], sql: 1, properties: RunOf("501", "9001"))
            .Stage(0, 0, TaskSpec.Many(16, spilling), withJob: false)
            .Query(2, 100_000, 160_000, PlanSpec.Node("HashAggregate"), error: "Job aborted: SELECT 1")
            .Job(100_000, 160_000, [1], sql: 2, failure: "Job aborted", properties: RunOf("502", "9002"))
            .Stage(1, 100_000, [.. TaskSpec.Many(16, task), .. TaskSpec.Many(4, broken)], failure: "Task failed: IOException", withJob: false)
            .Job(170_000, 200_000, [2], properties: RunOf("502", "9003"))
            .Stage(2, 170_000, TaskSpec.Many(4, task), withJob: false)
            .Stage(3, 300_000, TaskSpec.Many(4, task))
            .Removed("2", 310_000, "worker lost");
    }

    public static SparkLog Cluster() => new SparkLog().OnDatabricks()
        .Property("spark.databricks.clusterUsageTags.clusterNodeType", "Standard_D8ds_v5")
        .Property("spark.databricks.clusterUsageTags.driverNodeType", "Standard_D4ds_v5")
        .Executor("1").Executor("2");

    public static (string Name, string Value)[] RunOf(string run, string taskRun, string job = "11") =>
    [
        ("spark.databricks.job.id", job), ("spark.databricks.job.parentRunId", run), ("spark.databricks.job.runId", taskRun),
    ];

    /// <summary>A stream of which every third batch takes longer than the interval.</summary>
    public static SparkLog LogOfOneRun()
    {
        var log = Cluster().Job(0, 20_000, [0], properties: RunOf("503", "9004")).Stage(0, 0, TaskSpec.Many(8, new TaskSpec { RunMs = 10_000 }), withJob: false);
        long at = 0;
        for (var batch = 0; batch < 30; batch++)
        {
            var took = batch % 3 == 0 ? 14_000L : 2000L;
            log.Event(at + took, "org.apache.spark.sql.streaming.StreamingQueryListener$QueryProgressEvent", new JsonObject
            {
                ["progress"] = new JsonObject
                {
                    ["id"] = "q1",
                    ["runId"] = "r1",
                    ["name"] = "orders",
                    ["timestamp"] = SparkLog.Iso(at),
                    ["batchId"] = batch,
                    ["batchDuration"] = took,
                    ["numInputRows"] = 100,
                    ["durationMs"] = new JsonObject { ["triggerExecution"] = took, ["addBatch"] = took * 8 / 10 },
                },
            });
            at = Math.Max(at + took, (at / 10_000 * 10_000) + 10_000);
        }

        return log;
    }

    public static async Task<SparkRecords> RecordsAsync()
    {
        var before = SparkRecords.Of(await Cluster().Stage(0, 0, TaskSpec.Many(8, new TaskSpec { RunMs = 10_000 })).ReadAsync(), OriginOfOneRun);
        var after = SparkRecords.Of(await LogOfOneRun().ReadAsync(), OriginOfOneRun);
        var typical = RunFingerprint.Parse(before.Applications[0].Fingerprint!);
        return SparkRecords.Join(
        [
            SparkRecords.Of(await SharedLog().ReadAsync(), Origin),
            after with
            {
                Applications = [.. after.Applications.Select(application => application.Compared(typical))],
            },
        ]);
    }

    /// <summary>The dataset with the records of the logs.</summary>
    public static async Task<Dataset> CollectableAsync(string name) =>
        (await RecordsAsync()).ToCollect().Append(new HarvestedRuns().With(Harvests())).Single(dataset => dataset.Info.Name == name);

    private static HarvestedRun[] Harvests()
    {
        var run = new HarvestedRun
        {
            WorkspaceId = Origin.WorkspaceId,
            JobId = "11",
            RunId = "501",
            LogicalJob = "orders",
            Result = "SUCCESS",
            StartTime = RunStart,
            EndTime = RunStart.AddMinutes(12),
            Outcome = "Harvested",
            Logs = 1,
            Attempts = 0,
            DownloadedBytes = 123_456,
        };
        return
        [
            run,
            run with
            {
                RunId = "502",
                Result = "FAILED",
                Outcome = "NotAssessed",
                Reason = "The cluster 'etl' delivers no logs.",
                Mend = "Set cluster_log_conf.",
                Logs = 0,
                Attempts = 3,
                DownloadedBytes = 0,
            },
        ];
    }
}
