namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class SmallFilesWrittenTests() : RuleTest("small-files-written")
{
    internal static SparkLog Write(string node, string fileMetric, long files, string byteMetric, long bytes, long partitions = 0) => Cluster().OnDatabricks().Query(
        1, 0, 5000, Node(node).Metric(fileMetric, files).Metric(byteMetric, bytes, "size").Metric("number of dynamic part", partitions));

    [Theory]
    [InlineData("Execute InsertIntoHadoopFsRelationCommand", "number of written files", "written output")]
    [InlineData("Execute WriteIntoDeltaCommand", "number of written files", "written output")]
    [InlineData("Execute MergeIntoCommandEdge", "number of files added to target", "number of target bytes added")]
    [InlineData("Execute UpdateCommandEdge", "number of files added.", "number of bytes added")]
    public async Task Fires_for_files_delta_merge_and_update(string node, string files, string bytes)
    {
        var insight = await FiresAsync(Write(node, files, 1000, bytes, 1000 * MiB));

        insight.Finding.Where.PlanNode.ShouldBe(node);
        insight.Finding.Advice.ShouldContain(".repartition(8)");
    }

    [Fact]
    public async Task Says_a_write_once_that_a_command_and_its_inner_query_tell()
    {
        PlanSpec Write() => Node("Execute OverwriteByExpression").Metric("number of written files", 1000).Metric("written output", 1000 * MiB, "size");
        (await FiresAsync(Cluster().Query(1, 0, 5000, Write()).Query(2, 100, 4900, Write(), root: 1))).Finding.Where.SqlExecutionId.ShouldBe(1);
    }

    [Theory]
    [InlineData(100, 100)] // not many
    [InlineData(1000, 4000)] // 4 MiB each
    public async Task Is_silent_for_few_or_large_files(long files, long mib) =>
        await IsSilentAsync(Write("Execute WriteIntoDeltaCommand", "number of written files", files, "written output", mib * MiB));

    [Fact]
    public async Task Leaves_partitioned_writes_to_their_rule() =>
        await IsSilentAsync(Write("Execute WriteIntoDeltaCommand", "number of written files", 1000, "written output", 1000 * MiB, partitions: 10));
}
