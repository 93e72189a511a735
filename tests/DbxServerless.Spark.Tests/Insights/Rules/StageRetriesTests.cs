namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class StageRetriesTests() : RuleTest("stage-retries")
{
    private static readonly TaskSpec Task = new() { RunMs = 10_000 };

    [Fact]
    public async Task Fires_for_tasks_that_were_done_twice()
    {
        var insight = await FiresAsync(Cluster().Job(0, 60_000, [0])
            .Stage(0, 0, Tasks(16, Task), withJob: false)
            .Stage(0, 30_000, Tasks(5, Task), attempt: 1, withJob: false, planned: 16));

        insight.Finding.Where.Attempt.ShouldBe(1);
        insight.CoreHours!.Value.ShouldBe(50 / 3600.0, 1e-6);
    }

    [Fact]
    public async Task Is_silent_when_the_second_attempt_only_does_what_is_left() => await IsSilentAsync(Cluster().Job(0, 60_000, [0])
        .Stage(0, 0, [.. Tasks(12, Task), Task with { Failure = "FetchFailed" }], failure: "FetchFailed", withJob: false, planned: 16)
        .Stage(0, 30_000, Tasks(4, Task), attempt: 1, withJob: false, planned: 16));

    [Fact]
    public async Task Is_silent_when_there_was_one_attempt() => await IsSilentAsync(Cluster().Stage(0, 0, Tasks(16, Task)));
}
