using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class UnusedCache : InsightRule
{
    private static readonly Threshold MinTaskSeconds = new("min-task-seconds", 60, Unit.Seconds, "what the tasks of the one stage that used it took together");

    public override RuleInfo Info { get; } = new("unused-cache", "Data is cached and never read again", Severity.Warning)
    {
        LooksAt = "Persisted RDDs and DataFrames, and the stages that name them.",
        Thresholds = [MinTaskSeconds],
        Meaning = "Only one stage ever used the cached data: the one that filled the cache.",
        Cost = "Filling a cache takes memory that joins and sorts then lack, and time to convert and store the rows. How much the log does not tell, so no waste is estimated.",
        Mend = "Remove the `cache()` or `persist()`, or the second use was not recognised as the same (a different plan): reuse the very DataFrame that was cached.",
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        if (!application.Stages.Any(stage => stage.Rdds.Count > 0))
        {
            yield break;
        }

        var uses = application.Stages.SelectMany(stage => stage.Rdds.Where(rdd => rdd.IsPersisted).Select(rdd => (rdd, stage))).GroupBy(use => use.rdd.RddId);
        foreach (var use in uses.Where(use => use.Select(part => part.stage.StageId).Distinct().Count() == 1))
        {
            var (rdd, stage) = use.First();
            var taskMs = use.Sum(part => part.stage.Tasks.Totals.Sum(TaskMetric.DurationMs));
            if (taskMs < settings[MinTaskSeconds] * 1000)
            {
                continue;
            }

            yield return new Finding(
                Place.Of(stage),
                $"Remove the cache() or persist() of RDD {rdd.RddId}, or use the cached DataFrame itself where it is needed again; a second one with the same query is not the same.",
                new Evidence("stages that used it", 1, Unit.Count),
                new Evidence("partitions", rdd.Partitions, Unit.Partitions),
                Evidence.Seconds("task time of that stage", taskMs, settings[MinTaskSeconds]))
            {
                Title = $"RDD {rdd.RddId} is cached and never read again",
                Weight = taskMs,
            };
        }
    }
}
