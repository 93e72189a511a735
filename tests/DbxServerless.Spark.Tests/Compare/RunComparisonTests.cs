using DbxServerless.Spark.Compare;

namespace DbxServerless.Spark.Tests.Compare;

public sealed class RunComparisonTests
{
    private const long MiB = 1L << 20;
    private static readonly TaskSpec Task = new() { RunMs = 10_000, InputBytes = 64 * MiB };

    [Fact]
    public async Task Two_runs_of_one_shape_differ_in_nothing()
    {
        // A few per cent either way, other ids and other hours are no difference.
        var other = Work(Cluster(firstExecutor: 1500), TaskSpec.Many(32, Task with { RunMs = 10_300, InputBytes = 65 * MiB }), at: 3000);
        var comparison = await CompareAsync(other, Usual());

        comparison.Changes.ShouldBeEmpty();
        comparison.GrownStages.ShouldBeEmpty();
        comparison.Unexplained.ShouldBeNull();
    }

    [Fact]
    public Task Another_plan_is_named() => NamesAsync(RunAspect.Plan, "SortMergeJoin 0 → 1",
        Work(Cluster(), TaskSpec.Many(32, Task), join: "SortMergeJoin"));

    [Fact]
    public Task More_input_is_named() => NamesAsync(RunAspect.Input, "4 GiB, the baseline 2 GiB", Usual(Task with { InputBytes = 128 * MiB }));

    [Fact]
    public Task Another_setting_is_named() => NamesAsync(
        RunAspect.Configuration, "spark.sql.adaptive.enabled is false, in the baseline not set", Usual().Property("spark.sql.adaptive.enabled", "false"));

    [Fact]
    public async Task A_setting_that_may_be_a_secret_is_not()
    {
        var run = Fingerprints.Of(await Usual().Property("spark.hadoop.fs.azure.account.key.a.dfs.core.windows.net", "c2VjcmV0").ReadAsync());

        RunComparison.Of(run, Fingerprints.Of(await Usual().ReadAsync())).Changes.ShouldBeEmpty();
        run.ToJson().ShouldNotContain("c2VjcmV0");
    }

    [Fact]
    public Task Another_runtime_is_named() => NamesAsync(
        RunAspect.Runtime, "16.4.x-scala2.12, in the baseline 15.4.x-scala2.12", Usual().Property("spark.databricks.clusterUsageTags.sparkVersion", "16.4.x-scala2.12"));

    [Fact]
    public Task Another_node_type_is_named() => NamesAsync(
        RunAspect.NodeType, "Standard_D4ds_v5, in the baseline Standard_D8ds_v5", Usual().Property("spark.databricks.clusterUsageTags.clusterNodeType", "Standard_D4ds_v5"));

    [Fact]
    public async Task A_smaller_cluster_is_named()
    {
        var comparison = await CompareAsync(Work(Cluster(executors: 2), TaskSpec.Many(32, Task), slots: 8), Usual());

        comparison.Changes.Select(change => change.Aspect).ShouldBe([RunAspect.ClusterSize]);
        comparison.DurationRatio!.Value.ShouldBeGreaterThan(1.5);
    }

    [Fact]
    public Task Fewer_partitions_are_named() => NamesAsync(
        RunAspect.Partitioning, "had 16 partitions, in the baseline 32 partitions",
        Work(Cluster(), TaskSpec.Many(16, Task with { RunMs = 20_000, InputBytes = 128 * MiB })));

    [Fact]
    public Task Skew_is_named() => NamesAsync(
        RunAspect.Skew, "took 60 s (median 10",
        Work(Cluster(), [.. TaskSpec.Many(31, Task), Task with { RunMs = 60_000 }]));

    [Fact]
    public Task Spill_is_named() => NamesAsync(RunAspect.Spill, "spilled 512 MiB to disk, the baseline 0 B", Usual(Task with { DiskSpill = 16 * MiB }));

    [Fact]
    public Task Garbage_collection_is_named() => NamesAsync(RunAspect.GarbageCollection, "took 30 % of the task time, in the baseline 0 %", Usual(Task with { GcMs = 3000 }));

    [Fact]
    public Task Lost_executors_are_named() => NamesAsync(RunAspect.Failures, "1 lost executor", Usual().Removed("4", 12_000, "worker lost"));

    [Fact]
    public async Task A_late_cluster_is_named()
    {
        var change = (await CompareAsync(Work(Cluster(firstExecutor: 90_000), TaskSpec.Many(32, Task), at: 91_000), Usual())).Changes.ShouldHaveSingleItem();
        (change.Aspect, change.AspectName).ShouldBe((RunAspect.ClusterStart, "cluster-start"));
        change.Text.ShouldContain("90 s after the start, in the baseline 1 s");
    }

    [Fact]
    public Task Time_without_tasks_is_named() => NamesAsync(
        RunAspect.Idle, "no task ran for", Work(Cluster(), TaskSpec.Many(32, Task), at: 60_000));

    [Fact]
    public async Task Slower_tasks_on_the_same_work_are_said_to_be_unexplained()
    {
        var comparison = await CompareAsync(Usual(Task with { RunMs = 30_000 }), Usual());

        comparison.Changes.ShouldBeEmpty();
        comparison.Unexplained.ShouldNotBeNull();
        comparison.GrownStages.ShouldHaveSingleItem().Run.StageId.ShouldBe(0);
    }

    [Fact]
    public async Task A_fingerprint_survives_its_text_and_one_of_another_version_is_none()
    {
        var fingerprint = Fingerprints.Of(await Usual().ReadAsync());
        var read = RunFingerprint.Parse(fingerprint.ToJson())!;

        read.ToJson().ShouldBe(fingerprint.ToJson());
        RunComparison.Of(read, fingerprint).Changes.ShouldBeEmpty();
        RunFingerprint.Parse(fingerprint.ToJson().Replace("\"version\":1", "\"version\":2")).ShouldBeNull();
        RunFingerprint.Parse("{}").ShouldBeNull();
        RunFingerprint.Parse("no").ShouldBeNull();
    }

    [Fact]
    public async Task The_run_is_compared_with_the_middle_one_of_the_previous_and_only_when_it_is_slower()
    {
        var (quick, usual, slow) = (await DurationAsync(5000), await DurationAsync(10_000), await DurationAsync(40_000));

        RunComparison.WithPrevious(slow, [quick, usual, slow])!.Baseline.ShouldBe(usual);
        RunComparison.WithPrevious(usual, [quick, usual, slow]).ShouldBeNull();
        RunComparison.WithPrevious(slow, []).ShouldBeNull();

        static async Task<RunFingerprint> DurationAsync(long ms) => Fingerprints.Of(await Usual(Task with { RunMs = ms }).ReadAsync());
    }

    private static SparkLog Cluster(int executors = 4, long firstExecutor = 1000)
    {
        var log = new SparkLog().OnDatabricks().Property("spark.databricks.clusterUsageTags.clusterNodeType", "Standard_D8ds_v5");
        for (var i = 1; i <= executors; i++)
        {
            log.Executor($"{i}", cores: 4, at: firstExecutor);
        }

        return log;
    }

    /// <summary>A query with one stage that ends when its tasks do.</summary>
    private static SparkLog Work(SparkLog cluster, IEnumerable<TaskSpec> tasks, string join = "BroadcastHashJoin", long at = 2000, int slots = 16)
    {
        var list = tasks.ToList();
        var free = new long[slots];
        foreach (var task in list)
        {
            free[Array.IndexOf(free, free.Min())] += task.RunMs;
        }

        var plan = PlanSpec.Node("Project", PlanSpec.Node(join, PlanSpec.Node("Scan parquet a"), PlanSpec.Node("Scan parquet b")));
        return cluster.Query(1, at, at + free.Max(), plan).Stage(0, at, list, sql: 1);
    }

    private static SparkLog Usual() => Usual(Task);

    private static SparkLog Usual(TaskSpec task) => Work(Cluster(), TaskSpec.Many(32, task));

    private static async Task<RunComparison> CompareAsync(SparkLog run, SparkLog baseline) =>
        RunComparison.Of(Fingerprints.Of(await run.ReadAsync()), Fingerprints.Of(await baseline.ReadAsync()));

    /// <summary>This and nothing else.</summary>
    private static async Task NamesAsync(RunAspect aspect, string text, SparkLog run)
    {
        var comparison = await CompareAsync(run, Usual());

        comparison.Changes.Select(change => change.Aspect).ShouldBe([aspect]);
        comparison.Changes[0].Text.ShouldContain(text);
    }
}
