namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class ShuffleFetchWaitTests() : RuleTest("shuffle-fetch-wait")
{
    [Fact]
    public async Task Fires_and_claims_the_wait()
    {
        var insight = await FiresAsync(Cluster().Stage(0, 0, Tasks(16, new TaskSpec { RunMs = 20_000, FetchWaitMs = 8000, ShuffleReadBytes = GiB, ShuffleReadBlocks = 100 })));

        insight.Finding.Evidence[0].Value.ShouldBe(40);
        insight.CoreHours!.Value.ShouldBe(16 * 8 / 3600.0, 1e-6);
        insight.Finding.Advice.ShouldContain("broadcast");
    }

    [Fact]
    public async Task Advises_larger_blocks_when_they_are_small()
    {
        var insight = await FiresAsync(Cluster().Stage(0, 0, Tasks(16, new TaskSpec { RunMs = 20_000, FetchWaitMs = 8000, ShuffleReadBytes = 40 * MiB, ShuffleReadBlocks = 4000 })));

        insight.Finding.Advice.ShouldContain("Blocks are small");
    }

    [Theory]
    [InlineData(20_000, 3000)] // 15 %
    [InlineData(2000, 1500)] // most of it, but 24 s in all
    public async Task Is_silent_when_the_wait_is_small(long run, long wait) =>
        await IsSilentAsync(Cluster().Stage(0, 0, Tasks(16, new TaskSpec { RunMs = run, FetchWaitMs = wait, ShuffleReadBytes = MiB })));
}
