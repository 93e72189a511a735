namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class IcebergInefficientReplaceTests() : RuleTest("iceberg-inefficient-replace")
{
    [Fact]
    public async Task Fires_when_much_is_rewritten_and_little_changes() =>
        (await FiresAsync(IcebergLog.Replace(40, rows: 400))).Finding.Advice.ShouldContain("write.merge.mode");

    [Fact]
    public async Task Is_silent_when_few_files_are_replaced() => await IsSilentAsync(IcebergLog.Replace(30, rows: 300));

    [Fact]
    public async Task Is_silent_when_every_row_is_replaced() => await IsSilentAsync(IcebergLog.Replace(100, rows: 1000));

    [Fact]
    public async Task Is_silent_for_an_append_and_for_a_tiny_table()
    {
        await IsSilentAsync(IcebergLog.Replace(40, rows: 400, node: "AppendData"));
        await IsSilentAsync(IcebergLog.Replace(3, rows: 400, files: 5));
        await IsSilentAsync(IcebergLog.Replace(40, rows: 400, bytes: 50 * MiB));
    }
}
