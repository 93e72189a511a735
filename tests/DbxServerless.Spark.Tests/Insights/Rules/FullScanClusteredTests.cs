namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class FullScanClusteredTests() : FullScanTests("full-scan-clustered")
{
    [Fact]
    public async Task Fires_without_a_filter_on_a_clustering_column() =>
        (await FiresAsync(Log(Scan(dataFilters: "[(amount#5 > 3)]"), "clusteringColumns", columns: ["customer", "day"]))).Finding.Advice.ShouldContain("customer, day");

    [Fact]
    public async Task Is_silent_with_one() => await IsSilentAsync(Log(Scan(dataFilters: "[(Day#5 > 3)]"), "clusteringColumns", columns: ["customer", "day"]));

    [Fact]
    public async Task Is_silent_without_clustering_columns() => await IsSilentAsync(Log(Scan(), "partitionColumns", columns: "day"));
}
