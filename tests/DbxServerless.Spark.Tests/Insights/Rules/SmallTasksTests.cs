namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class SmallTasksTests() : RuleTest("small-tasks")
{
    [Fact]
    public async Task Fires_for_an_rdd_stage_and_claims_nine_tenths_of_the_overhead()
    {
        var insight = await FiresAsync(Cluster().Stage(0, 0, Tasks(6000, new TaskSpec { RunMs = 20, OverheadMs = 10 })));

        insight.CoreHours!.Value.ShouldBe(6000 * 0.010 * 0.9 / 3600, 1e-6);
        insight.Finding.Advice.ShouldContain("600 tasks instead of 6000");
    }

    [Fact]
    public async Task Advises_shuffle_partitions_after_a_shuffle() =>
        (await FiresAsync(Cluster().Stage(0, 0, Tasks(6000, new TaskSpec { RunMs = 20, ShuffleReadBytes = 1000 })))).Finding.Advice.ShouldContain("spark.sql.shuffle.partitions=600");

    [Fact]
    public async Task Is_silent_for_five_thousand() => await IsSilentAsync(Cluster().Stage(0, 0, Tasks(5000, new TaskSpec { RunMs = 20 })));

    [Fact]
    public async Task Is_silent_when_they_work() => await IsSilentAsync(Cluster().Stage(0, 0, Tasks(6000, new TaskSpec { RunMs = 600 })));
}
