namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class PartitionSkewTests() : RuleTest("partition-skew")
{
    private static readonly TaskSpec Normal = new() { RunMs = 2000, ShuffleReadBytes = 10 * MiB, ShuffleReadRows = 1000 };

    [Fact]
    public async Task Fires_when_one_task_of_an_rdd_stage_runs_thirty_times_the_median()
    {
        var insight = await FiresAsync(Cluster().Stage(3, 0, [.. Tasks(15, Normal), Normal with { RunMs = 60_000, ShuffleReadBytes = 400 * MiB }]));

        insight.Finding.Where.StageId.ShouldBe(3);
        insight.Title.ShouldContain("it had more data");
        // Alone it would have been done in max(2 s, 90 s of work / 8 cores) = 11.25 s of 62 s; seven cores wait for the rest of the task's 60 s.
        insight.CoreHours!.Value.ShouldBe(7 * 48.75 / 3600, 0.001);
    }

    [Fact]
    public async Task Says_when_the_long_task_had_no_more_data_than_others()
    {
        var insight = await FiresAsync(Cluster().Stage(0, 0, [.. Tasks(15, Normal), Normal with { RunMs = 60_000 }]));

        insight.Title.ShouldContain("no more data");
        insight.Finding.Advice.ShouldContain("spark.speculation");
    }

    [Fact]
    public async Task Advises_a_threshold_for_splitting_when_a_join_is_skewed()
    {
        var plan = Node("SortMergeJoin").In(0).Metric("number of output rows", 5);
        var insight = await FiresAsync(Cluster()
            .Query(1, 0, 70_000, plan)
            .Stage(0, 0, [.. Tasks(15, Normal), Normal with { RunMs = 60_000, ShuffleReadBytes = 400 * MiB }], sql: 1));

        insight.Finding.Where.SqlExecutionId.ShouldBe(1);
        insight.Finding.Advice.ShouldContain("skewedPartitionThresholdInBytes=20MB");
    }

    [Theory]
    [InlineData(16, 2000, 9_000)] // 4.5 times
    [InlineData(16, 100, 4_900)] // 49 times, but short
    [InlineData(3, 1000, 30_000)] // too few tasks to know what is normal
    [InlineData(800, 1000, 8_000)] // eight times, but a small part of a stage of 100 s
    public async Task Is_silent_without_a_task_that_the_stage_waited_for(int tasks, long normal, long longest)
    {
        await IsSilentAsync(Cluster().Stage(0, 0, [Normal with { RunMs = longest }, .. Tasks(tasks - 1, Normal with { RunMs = normal })]));
    }

    [Fact]
    public async Task Follows_its_settings()
    {
        await IsSilentAsync(
            Cluster().Stage(0, 0, [.. Tasks(15, Normal), Normal with { RunMs = 60_000 }]), "partition-skew.ratio=50");
    }
}
