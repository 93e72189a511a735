namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class LargePartitionTests() : RuleTest("large-partition")
{
    [Fact]
    public async Task Fires_for_shuffle_input_of_an_rdd_stage() =>
        (await FiresAsync(Cluster().Stage(0, 0, Tasks(4, new TaskSpec { ShuffleReadBytes = 6 * GiB })))).Finding.Advice.ShouldContain("spark.sql.shuffle.partitions=96 instead of 4");

    [Fact]
    public async Task Names_the_hot_key_when_only_one_is_large() =>
        (await FiresAsync(Cluster().Stage(0, 0, [.. Tasks(8, new TaskSpec { InputBytes = MiB }), new TaskSpec { InputBytes = 6 * GiB }]))).Finding.Advice.ShouldContain("gzip");

    [Fact]
    public async Task Names_records_a_file_for_outputs() =>
        (await FiresAsync(Cluster().Stage(0, 0, Tasks(2, new TaskSpec { OutputBytes = 6 * GiB })))).Finding.Advice.ShouldContain("maxRecordsPerFile");

    [Fact]
    public async Task Is_silent_up_to_five_gibibytes() => await IsSilentAsync(Cluster().Stage(0, 0, Tasks(4, new TaskSpec { ShuffleReadBytes = 5 * GiB, InputBytes = 5 * GiB })));
}
