namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class PhotonFallbackTests() : RuleTest("photon-fallback")
{
    private static SparkLog Log(PlanSpec plan, double photonShare, bool isPhoton = true, long run = 60_000) => Cluster()
        .OnDatabricks(isPhoton ? "15.4.x-photon-scala2.12" : "15.4.x-scala2.12")
        .Query(1, 0, 130_000, plan)
        .Stage(0, 0, Tasks(16, new TaskSpec { RunMs = run }), sql: 1, internals: [("photonizedTaskTimeNs", (long)(16 * run * photonShare * 1e6))]);

    private static PlanSpec Python() => Node("ArrowEvalPython", Node("PhotonScan parquet ")).In(0).Metric("number of output rows", 5);

    [Fact]
    public async Task Fires_and_names_the_function()
    {
        var insight = await FiresAsync(Log(Python(), 0.1));

        insight.Finding.Where.PlanNode.ShouldBe("ArrowEvalPython");
        insight.Finding.Evidence[0].Value.ShouldBe(90);
        insight.CoreHours.ShouldBeNull();
    }

    [Fact]
    public async Task Is_silent_when_photon_does_the_work() => await IsSilentAsync(Log(Python(), 0.9));

    [Fact]
    public async Task Is_silent_without_photon() => await IsSilentAsync(Log(Node("HashAggregate").In(0).Metric("number of output rows", 5), 0, isPhoton: false));

    [Fact]
    public async Task Is_silent_about_short_queries() => await IsSilentAsync(Log(Python(), 0.1, run: 5000));

    [Fact]
    public async Task Is_silent_when_the_rest_is_only_conversion() => await IsSilentAsync(Log(Node("ColumnarToRow", Node("PhotonResultStage").In(0).Metric("stage duration", 5)), 0.5));
}
