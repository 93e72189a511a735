namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class SmallFilesWrittenPartitionedTests() : RuleTest("small-files-written-partitioned")
{
    private static SparkLog Write(long files, long bytes, long partitions) =>
        SmallFilesWrittenTests.Write("Execute WriteIntoDeltaCommand", "number of written files", files, "written output", bytes, partitions);

    [Fact]
    public async Task Fires_and_advises_to_bring_rows_together_when_partitions_are_large() =>
        (await FiresAsync(Write(1000, 1000 * MiB, 10))).Finding.Advice.ShouldContain("repartition by the partition columns");

    [Fact]
    public async Task Fires_and_advises_coarser_partitions_when_they_hold_little() =>
        (await FiresAsync(Write(1000, 1000 * MiB, 1000))).Finding.Advice.ShouldContain("coarser");

    [Theory]
    [InlineData(90, 90, 10)]
    [InlineData(1000, 5000, 10)]
    [InlineData(1000, 1000, 0)] // not partitioned
    public async Task Is_silent_for_few_or_large_files_or_no_partitions(long files, long mib, long partitions) => await IsSilentAsync(Write(files, mib * MiB, partitions));
}
