namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class SmallFilesReadTests() : RuleTest("small-files-read")
{
    private static SparkLog Scan(string name, string filesMetric, long files, long bytes) => Cluster().OnDatabricks().Query(
        1, 0, 5000, Node(name).Metric(filesMetric, files).Metric("size of files read", bytes, "size").Meta("Location", "InMemoryFileIndex(1 paths)[abfss://c@a/t]"));

    [Theory]
    [InlineData("Scan parquet main.sales.orders", "number of files read")]
    [InlineData("PhotonScan parquet main.sales.orders", "files read")]
    public async Task Fires_for_scans_of_spark_and_of_photon(string scan, string metric)
    {
        var insight = await FiresAsync(Scan(scan, metric, 5000, 5000 * MiB));

        insight.Finding.Where.Table.ShouldBe("main.sales.orders");
        insight.Finding.Advice.ShouldContain("OPTIMIZE main.sales.orders");
        insight.Finding.Advice.ShouldContain("about 40 files");
    }

    [Fact]
    public async Task Claims_what_photon_waited_for_footers()
    {
        var plan = Node("PhotonScan parquet").In(0).Metric("files read", 5000).Metric("size of files read", 5000 * MiB, "size")
            .Metric("executor time IO wait - footers", 7_200_000_000, "nsTiming");
        var insight = await FiresAsync(Cluster().Query(1, 0, 20_000, plan).Stage(0, 0, Tasks(8, new TaskSpec { RunMs = 9000 }), sql: 1));

        insight.CoreHours!.Value.ShouldBe(7.2 / 3600, 1e-9);
    }

    [Fact]
    public async Task Names_the_folder_when_there_is_no_table() =>
        (await FiresAsync(Scan("Scan json ", "number of files read", 5000, 5000 * MiB))).Finding.Where.Table.ShouldBe("abfss://c@a/t");

    [Theory]
    [InlineData(100, 100)] // not many files
    [InlineData(5000, 5000 * 100 * MiB)] // large ones
    public async Task Is_silent_for_few_or_large_files(long files, long bytes) => await IsSilentAsync(Scan("Scan parquet ", "number of files read", files, bytes));
}
