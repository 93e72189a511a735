namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class RepeatedScanTests() : RuleTest("repeated-scan")
{
    private static PlanSpec Scan(long stage, string schema = "struct<a:int>", long ms = 150_000, long bytes = 10 * GiB) => Node("Scan parquet ").In(stage)
        .Metric("size of files read", bytes, "size").Metric("scan time", ms, "timing")
        .Meta("Location", "InMemoryFileIndex(1 paths)[abfss://c@a/t]").Meta("ReadSchema", schema);

    private static SparkLog Log(params PlanSpec[] scans)
    {
        var log = Cluster().Query(1, 0, 300_000, Node("Union", scans));
        for (var i = 0; i < scans.Length; i++)
        {
            log.Stage(i, i * 60_000, Tasks(8, new TaskSpec { RunMs = 30_000 }), sql: 1);
        }

        return log;
    }

    [Fact]
    public async Task Fires_for_three_and_claims_all_but_the_longest()
    {
        var insight = await FiresAsync(Log(Scan(0), Scan(1, ms: 160_000), Scan(2)));

        insight.CoreHours!.Value.ShouldBe(300 / 3600.0, 1e-6);
        insight.Finding.Advice.ShouldContain("one scan");
    }

    [Fact]
    public async Task Is_silent_about_two() => await IsSilentAsync(Log(Scan(0), Scan(1)));

    [Fact]
    public async Task Is_silent_about_other_columns() => await IsSilentAsync(Log(Scan(0), Scan(1, "struct<b:int>"), Scan(2, "struct<c:int>")));

    [Fact]
    public async Task Is_silent_about_small_files_and_short_scans()
    {
        await IsSilentAsync(Log(Scan(0, bytes: MiB), Scan(1, bytes: MiB), Scan(2, bytes: MiB)));
        await IsSilentAsync(Log(Scan(0, ms: 1000), Scan(1, ms: 1000), Scan(2, ms: 1000)));
    }
}
