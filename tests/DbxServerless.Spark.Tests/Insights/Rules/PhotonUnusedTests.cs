namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class PhotonUnusedTests() : RuleTest("photon-unused")
{
    private static SparkLog Log(double photonShare, string runtime = "15.4.x-photon-scala2.12", long run = 60_000) => Cluster().OnDatabricks(runtime)
        .Stage(0, 0, Tasks(16, new TaskSpec { RunMs = run }), internals: [("photonizedTaskTimeNs", (long)(16 * run * photonShare * 1e6))]);

    [Fact]
    public async Task Fires_when_it_does_a_tenth() => (await FiresAsync(Log(0.1))).Finding.Advice.ShouldContain("runtime_engine=STANDARD");

    [Fact]
    public async Task Fires_when_it_does_nothing() => (await FiresAsync(Log(0))).Finding.Evidence[0].Value.ShouldBe(0);

    [Fact]
    public async Task Is_silent_when_it_does_half() => await IsSilentAsync(Log(0.5));

    [Fact]
    public async Task Is_silent_without_photon() => await IsSilentAsync(Log(0, "15.4.x-scala2.12"));

    [Fact]
    public async Task Is_silent_about_short_runs() => await IsSilentAsync(Log(0, run: 10_000));
}
