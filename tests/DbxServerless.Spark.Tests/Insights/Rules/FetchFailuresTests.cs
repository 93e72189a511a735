namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class FetchFailuresTests() : RuleTest("fetch-failures")
{
    private static readonly TaskSpec Task = new() { RunMs = 10_000 };

    private static SparkLog Log() => Cluster().Stage(0, 0, [.. Tasks(16, Task), .. Tasks(2, Task with { Failure = "FetchFailed", ErrorMessage = "no" })]);

    [Fact]
    public async Task Fires_and_looks_for_the_time_out_when_no_executor_was_lost()
    {
        var insight = await FiresAsync(Log());

        insight.CoreHours!.Value.ShouldBe(20 / 3600.0, 1e-6);
        insight.Finding.Advice.ShouldContain("spark.shuffle.io.maxRetries=10");
    }

    [Fact]
    public async Task Names_lost_executors() => (await FiresAsync(Log().Removed("2", 5000, "worker lost"))).Finding.Advice.ShouldContain("1 executor went away");

    [Fact]
    public async Task Is_silent_about_other_failures() => await IsSilentAsync(Cluster().Stage(0, 0, [.. Tasks(16, Task), Task with { Failure = "ExceptionFailure" }]));

    [Fact]
    public async Task Is_silent_about_success() => await IsSilentAsync(Cluster().Stage(0, 0, Tasks(16, Task)));
}
