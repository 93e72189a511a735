namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class IcebergSmallFilesWrittenTests() : RuleTest("iceberg-small-files-written")
{
    [Fact]
    public async Task Fires_for_a_commit_of_tiny_files()
    {
        var insight = await FiresAsync(IcebergLog.Of("AppendData", ("addedDataFiles", 500), ("addedFilesSizeInBytes", 500 * MiB)));

        insight.Finding.Where.Table.ShouldBe("db.t");
        insight.Finding.Advice.ShouldContain("4 files of 128 MiB");
    }

    [Theory]
    [InlineData(100, 100)]
    [InlineData(500, 5000)]
    public async Task Is_silent_for_few_or_large_files(long files, long mib) =>
        await IsSilentAsync(IcebergLog.Of("AppendData", ("addedDataFiles", files), ("addedFilesSizeInBytes", mib * MiB)));
}
