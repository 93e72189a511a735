namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class LowParallelismTests() : RuleTest("low-parallelism")
{
    [Fact]
    public async Task Fires_for_a_file_that_cannot_be_split() =>
        (await FiresAsync(Cluster(executors: 4).Stage(0, 0, [new TaskSpec { RunMs = 90_000, InputBytes = 8 * GiB }]))).Finding.Advice.ShouldContain("spark.sql.files.maxPartitionBytes=256m");

    [Fact]
    public async Task Names_jdbc_when_no_bytes_are_told() =>
        (await FiresAsync(Cluster(executors: 4).Stage(0, 0, [new TaskSpec { RunMs = 90_000 }]))).Finding.Advice.ShouldContain("numPartitions=32");

    [Fact]
    public async Task Is_silent_when_half_of_the_cores_work() => await IsSilentAsync(Cluster(executors: 4).Stage(0, 0, Tasks(9, new TaskSpec { RunMs = 90_000, InputBytes = GiB })));

    [Fact]
    public async Task Leaves_shuffles_to_their_rule() => await IsSilentAsync(Cluster(executors: 4).Stage(0, 0, [new TaskSpec { RunMs = 90_000, ShuffleReadBytes = GiB }]));

    [Fact]
    public async Task Is_silent_on_one_core() => await IsSilentAsync(Cluster(executors: 1, cores: 1).Stage(0, 0, [new TaskSpec { RunMs = 90_000, InputBytes = GiB }]));
}
