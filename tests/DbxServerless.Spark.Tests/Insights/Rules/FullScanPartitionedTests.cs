namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class FullScanPartitionedTests() : FullScanTests("full-scan-partitioned")
{
    [Fact]
    public async Task Fires_without_the_plugin_when_all_partitions_are_read() =>
        (await FiresAsync(Log(Scan(partitionFilters: "[]", partitions: 400)))).Finding.Where.Table.ShouldBe("main.sales.orders");

    [Fact]
    public async Task Fires_with_the_plugin_and_names_the_columns() =>
        (await FiresAsync(Log(Scan("[]", "[isnotnull(day#4), (amount#5 > 3)]"), "partitionColumns", columns: "day"))).Finding.Advice.ShouldContain("Filter by day");

    [Fact]
    public async Task Does_not_take_a_part_of_a_name_for_the_column() =>
        await FiresAsync(Log(Scan("[]", "[(birthday#4 > 3)]"), "partitionColumns", columns: "day"));

    [Fact]
    public async Task Says_a_table_once_for_a_query() =>
        (await FiresAsync(Log(Node("Union", Scan("[]", partitions: 400), Scan("[]", partitions: 400))))).Finding.Evidence[2].Value.ShouldBe(2);

    [Fact]
    public async Task Is_silent_with_a_partition_filter()
    {
        await IsSilentAsync(Log(Scan("[(day#4 = 2)]", partitions: 400)));
        await IsSilentAsync(Log(Scan("[(day#4 = 2)]"), "partitionColumns", columns: "day"));
        await IsSilentAsync(Log(Scan("[isnotnull(day#4), dynamicpruningexpression(day#4 IN dynamicpruning#9)]", partitions: 400)));
    }

    [Fact]
    public async Task Is_silent_about_small_unpartitioned_and_other_tables()
    {
        await IsSilentAsync(Log(Scan("[]", bytes: 100 * MiB, partitions: 400)));
        await IsSilentAsync(Log(Scan("[]", partitions: 3)));
        await IsSilentAsync(Log(Scan("[]")));
        await IsSilentAsync(Log(Scan("[]"), "partitionColumns", table: "main.sales.other", columns: "day"));
        await IsSilentAsync(Log(Scan(), "partitionColumns"));
    }
}
