using DbxServerless.Spark.Insights;

namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class FailedTasksTests() : RuleTest("failed-tasks")
{
    private static readonly TaskSpec Fine = new() { RunMs = 5000 };
    private static readonly TaskSpec Thrown = Fine with { Failure = "ExceptionFailure", ErrorClass = "org.apache.spark.api.python.PythonException" };

    [Fact]
    public async Task Fires_for_each_error_class_and_claims_the_lost_time()
    {
        var insights = await RunAsync(Cluster().Stage(0, 0, [.. Tasks(40, Fine), .. Tasks(3, Thrown), .. Tasks(2, Thrown with { ErrorClass = "java.io.FileNotFoundException" })]));

        insights.Select(insight => insight.Title).ShouldBe(["3 tasks failed with PythonException", "2 tasks failed with FileNotFoundException"]);
        insights[0].CoreHours!.Value.ShouldBe(15 / 3600.0, 1e-9);
        insights[0].Severity.ShouldBe(Severity.Warning);
        insights[1].Finding.Advice.ShouldContain("REFRESH TABLE");
    }

    [Fact]
    public async Task Is_an_error_when_the_stage_failed()
    {
        var insight = await FiresAsync(Cluster().Stage(0, 0, [.. Tasks(400, Fine), Thrown with { ErrorClass = "java.lang.OutOfMemoryError" }], failure: "Job aborted"));

        insight.Severity.ShouldBe(Severity.Error);
        insight.Finding.Advice.ShouldContain("802");
    }

    [Fact]
    public async Task Is_silent_when_nothing_failed() => await IsSilentAsync(Cluster().Stage(0, 0, Tasks(40, Fine)));

    [Fact]
    public async Task Is_silent_for_a_failure_among_hundreds() => await IsSilentAsync(Cluster().Stage(0, 0, [.. Tasks(400, Fine), Thrown]));

    [Theory]
    [InlineData("TaskKilled")]
    [InlineData("FetchFailed")]
    [InlineData("ExecutorLostFailure")]
    public async Task Leaves_to_other_rules_what_is_not_the_code(string reason)
    {
        await IsSilentAsync(Cluster().Stage(0, 0, [.. Tasks(10, Fine), .. Tasks(5, Fine with { Failure = reason })]));
    }
}
