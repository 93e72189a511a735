using DbxServerless.Spark.Insights;

namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class FailedJobTests() : RuleTest("failed-job")
{
    private static readonly TaskSpec Task = new() { RunMs = 10_000 };

    private static SparkLog Log(string? error, int tasks = 8) => Cluster()
        .Job(0, 12_000, [0], failure: error)
        .Stage(0, 0, [.. Tasks(tasks, Task), Task with { Failure = "ExceptionFailure", ErrorClass = "a.Broken" }], failure: "aborted", withJob: false);

    [Fact]
    public async Task Fires_and_claims_all_that_was_done()
    {
        var insight = await FiresAsync(Log("Job aborted due to stage failure"));

        insight.Severity.ShouldBe(Severity.Error);
        insight.CoreHours!.Value.ShouldBe(90 / 3600.0, 1e-6);
        insight.Finding.Advice.ShouldContain("a.Broken");
    }

    [Fact]
    public async Task Says_when_the_application_ended_first() =>
        (await FiresAsync(Cluster().Job(0, 12_000, [0], failure: "Job 0 cancelled because SparkContext was shut down"))).Finding.Advice.ShouldContain("awaitTermination");

    [Fact]
    public async Task Is_only_a_warning_when_much_work_was_cancelled() =>
        (await FiresAsync(Log("Job 0 cancelled part of cancelled job group x", tasks: 60))).Severity.ShouldBe(Severity.Warning);

    [Fact]
    public async Task Is_silent_when_little_work_was_cancelled() => await IsSilentAsync(Log("Job 0 cancelled part of cancelled job group x"));

    [Fact]
    public async Task Is_silent_about_success() => await IsSilentAsync(Log(null));
}
