namespace DbxServerless.Spark.Tests.Insights.Rules;

/// <summary>The three rules on executors that went differ in the reason only.</summary>
public abstract class ExecutorRemovedTests(string ruleId, string reason, string otherReason) : RuleTest(ruleId)
{
    private static readonly TaskSpec Task = new() { RunMs = 30_000 };

    private static SparkLog Log(string why, long at = 20_000) => Cluster().Property("spark.executor.memory", "10g")
        .Stage(0, 0, [.. Tasks(16, Task), Task with { RunMs = 15_000, Failure = "ExecutorLostFailure", ErrorMessage = why }])
        .Removed("2", at, why);

    [Fact]
    public async Task Fires_when_there_was_work_and_claims_the_lost_tasks()
    {
        var insight = await FiresAsync(Log(reason));

        insight.Finding.Where.ExecutorId.ShouldBe("2");
        insight.CoreHours!.Value.ShouldBe(15 / 3600.0, 1e-6);
    }

    [Fact]
    public async Task Is_silent_for_another_reason() => await IsSilentAsync(Log(otherReason));

    [Fact]
    public async Task Is_silent_when_the_executor_went_as_asked() => await IsSilentAsync(Log("Executor killed by driver."));

    [Fact]
    public async Task Is_silent_after_the_last_task() => await IsSilentAsync(Log(reason, at: 500_000));
}
