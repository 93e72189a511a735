namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class LocalityStragglersTests() : RuleTest("locality-stragglers")
{
    private static SparkLog Log(int near, int far, long farMs) => Cluster().Property("spark.locality.wait", "0s")
        .Stage(0, 0, [.. Tasks(near, new TaskSpec { RunMs = 5000, Locality = "NODE_LOCAL" }), .. Tasks(far, new TaskSpec { RunMs = farMs, Locality = "ANY" })]);

    [Fact]
    public async Task Fires_and_claims_the_difference()
    {
        var insight = await FiresAsync(Log(40, 20, 15_000));

        insight.CoreHours!.Value.ShouldBe(20 * 10 / 3600.0, 1e-6);
        insight.Finding.Advice.ShouldContain("spark.locality.wait=5s instead of 0s");
    }

    [Theory]
    [InlineData(40, 20, 9000)] // 1.8 times
    [InlineData(40, 5, 60_000)] // few
    [InlineData(0, 20, 60_000)] // nothing to compare with
    public async Task Is_silent_without_many_slow_far_tasks(int near, int far, long farMs) => await IsSilentAsync(Log(near, far, farMs));

    [Fact]
    public async Task Is_silent_about_seconds() => await IsSilentAsync(Cluster().Stage(0, 0,
        [.. Tasks(40, new TaskSpec { RunMs = 100, Locality = "NODE_LOCAL" }), .. Tasks(20, new TaskSpec { RunMs = 2000, Locality = "ANY" })]));
}
