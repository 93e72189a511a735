using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights;

namespace DbxServerless.Spark.Tests.Insights;

/// <summary>Runs one rule over a log that a test makes.</summary>
public abstract class RuleTest(string ruleId)
{
    protected const long MiB = 1L << 20;
    protected const long GiB = 1L << 30;

    private protected static SparkLog Cluster(int executors = 2, int cores = 4)
    {
        var log = new SparkLog();
        for (var i = 0; i < executors; i++)
        {
            log.Executor((i + 1).ToString(), cores);
        }

        return log;
    }

    private protected static PlanSpec Node(string name, params PlanSpec[] children) => PlanSpec.Node(name, children);

    private protected static IEnumerable<TaskSpec> Tasks(int count, TaskSpec task) => TaskSpec.Many(count, task);

    /// <summary>The rule's findings, priced alone.</summary>
    private protected async Task<IReadOnlyList<Insight>> RunAsync(SparkLog log, params string[] settings)
    {
        var application = await log.ReadAsync();
        return Run(application, settings);
    }

    private protected IReadOnlyList<Insight> Run(SparkApplication application, params string[] settings)
    {
        var rule = InsightRules.Find(ruleId).ShouldNotBeNull($"no rule {ruleId}");
        var report = InsightReport.Of(application, [rule], InsightSettings.Parse(settings), price: null);
        report.Broken.ShouldBeEmpty();
        report.WastedCoreHours.ShouldBeLessThanOrEqualTo(report.TotalCoreHours + 1e-9);
        return report.Insights;
    }

    private protected async Task<Insight> FiresAsync(SparkLog log, params string[] settings)
    {
        var insight = (await RunAsync(log, settings)).ShouldHaveSingleItem();
        insight.Finding.Advice.ShouldNotBeNullOrWhiteSpace();
        insight.Finding.Evidence.ShouldNotBeEmpty();
        return insight;
    }

    private protected async Task IsSilentAsync(SparkLog log, params string[] settings) => (await RunAsync(log, settings)).ShouldBeEmpty();
}
