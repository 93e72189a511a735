using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Plans;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class PhotonFallback : InsightRule
{
    private static readonly Threshold Share = new("share", 30, Unit.Percent, "run time outside of Photon, as part of the query's");
    private static readonly Threshold MinSeconds = new("min-task-seconds", 300, Unit.Seconds, "run time outside of Photon in the query");

    public override RuleInfo Info { get; } = new("photon-fallback", "Part of a query does not run in Photon", Severity.Info)
    {
        LooksAt = "Queries on clusters with Photon: the part of each stage's run time that Databricks counts as Photon's, and the operators of the plan that are not Photon's.",
        Thresholds = [Share, MinSeconds],
        Meaning = "Operators that Photon does not have run in Spark's JVM, and rows are converted on the way. Photon's price is paid for the whole cluster all the same.",
        Cost = "How fast Photon would have been at it the log does not tell, so no waste is estimated.",
        Mend = "Replace what Photon cannot run: Python and Scala functions, RDD and typed Dataset code, formats other than Parquet and Delta. If most of the job is of that kind, run it without Photon.",
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        if (!Photon.IsOn(application))
        {
            yield break;
        }

        foreach (var execution in application.SqlExecutions)
        {
            var stages = execution.Jobs.SelectMany(job => job.Stages).Distinct().ToList();
            var run = stages.Sum(Photon.RunMs);
            var outside = run - stages.Sum(Photon.Ms);
            if (run == 0 || outside < settings[MinSeconds] * 1000 || outside * 100 < run * settings[Share])
            {
                continue;
            }

            var others = PlanOperators.Of(execution)
                .Where(node => !node.IsPhoton && node.Kind is not (OperatorKind.Wrapper or OperatorKind.Transition or OperatorKind.Command or OperatorKind.Limit
                    or OperatorKind.ReusedExchange or OperatorKind.MemoryScan or OperatorKind.Other) && node.Stages().Any(stage => Photon.Ms(stage) < Photon.RunMs(stage) * 0.5))
                .OrderByDescending(node => node.Kind is OperatorKind.PythonUdf or OperatorKind.ScalaUdf)
                .ToList();
            if (others.Count == 0)
            {
                continue;
            }

            var names = string.Join(", ", others.Select(node => node.Node.Name.Trim()).Distinct().Take(5));
            yield return new Finding(
                others[0].Place,
                others[0].Kind is OperatorKind.PythonUdf or OperatorKind.ScalaUdf
                    ? $"{others[0].Node.Name.Trim()} calls a function that Photon cannot run, and what depends on it leaves Photon too: replace it by built-in functions."
                    : $"EXPLAIN tells under 'Photon Explanation' why {names} did not run in Photon: mostly an unsupported function, type or format. Replace that, or run this job on a cluster without Photon.",
                Evidence.Percent("run time outside of Photon", outside / run, settings[Share]),
                Evidence.Seconds("run time outside of Photon in seconds", outside, settings[MinSeconds]),
                Evidence.OfText("operators outside of Photon", names))
            {
                Title = $"{Format.Percent(outside / run)} of a query's run time is outside of Photon",
                Weight = outside,
            };
        }
    }
}
