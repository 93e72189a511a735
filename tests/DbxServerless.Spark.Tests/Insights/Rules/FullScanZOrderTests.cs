namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class FullScanZOrderTests() : FullScanTests("full-scan-zorder")
{
    [Fact]
    public async Task Fires_without_a_filter_on_a_z_order_column() => await FiresAsync(Log(Scan(dataFilters: "[isnotnull(customer#5)]"), "zorderColumns", columns: "customer"));

    [Fact]
    public async Task Is_silent_with_a_filter_pushed_to_the_files()
    {
        var scan = Scan().Meta("PushedFilters", "[IsNotNull(customer), EqualTo(customer,7)]");
        await IsSilentAsync(Log(scan, "zorderColumns", columns: "customer"));
    }

    [Fact]
    public async Task Is_silent_about_small_tables() => await IsSilentAsync(Log(Scan(bytes: MiB), "zorderColumns", columns: "customer"));
}
