namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class UnderPartitionedShuffleTests() : RuleTest("under-partitioned-shuffle")
{
    private static readonly TaskSpec Task = new() { RunMs = 90_000, ShuffleReadBytes = 4 * GiB };

    [Fact]
    public async Task Fires_when_two_tasks_have_sixteen_cores()
    {
        var insight = await FiresAsync(Cluster(executors: 4).Stage(0, 0, Tasks(2, Task)));

        insight.CoreHours!.Value.ShouldBe(14 * 90 / 3600.0, 1e-6);
        insight.Finding.Advice.ShouldContain("spark.sql.shuffle.partitions=32 instead of 2");
    }

    [Fact]
    public async Task Names_what_makes_a_single_partition() => (await FiresAsync(Cluster(executors: 4).Stage(0, 0, [Task]))).Finding.Advice.ShouldContain("PARTITION BY");

    [Fact]
    public async Task Is_silent_when_other_stages_fill_the_cores() => await IsSilentAsync(Cluster(executors: 4)
        .Stage(0, 0, Tasks(2, Task with { Executor = "1" }))
        .Stage(1, 0, new[] { "2", "3", "4" }.SelectMany(id => Tasks(4, new TaskSpec { RunMs = 88_000, Executor = id }))));

    [Fact]
    public async Task Is_silent_when_half_of_the_cores_work() => await IsSilentAsync(Cluster(executors: 4).Stage(0, 0, Tasks(9, Task)));

    [Fact]
    public async Task Is_silent_about_seconds() => await IsSilentAsync(Cluster(executors: 4).Stage(0, 0, Tasks(2, Task with { RunMs = 9000 })));

    [Fact]
    public async Task Leaves_inputs_to_their_rule() => await IsSilentAsync(Cluster(executors: 4).Stage(0, 0, Tasks(2, new TaskSpec { RunMs = 90_000, InputBytes = GiB })));
}
