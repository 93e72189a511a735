using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Waste;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class FetchFailures : InsightRule
{
    private static readonly Threshold MinTasks = new("min-tasks", 1, Unit.Tasks, "tasks that could not fetch their shuffle data");

    public override RuleInfo Info { get; } = new("fetch-failures", "Tasks could not fetch shuffle data", Severity.Error)
    {
        LooksAt = "Tasks that ended with `FetchFailed`, per stage attempt.",
        Thresholds = [MinTasks],
        Meaning = "The executor that had the shuffle files was gone, overloaded or out of memory when they were asked for. Spark then runs the stage that made them again; after four times the job fails.",
        Cost = "The waste is the time of the tasks that failed; what is made again is in the finding on stage retries.",
        Mend = "See whether executors were lost at that time and why. If they lived, they were too busy to answer: fewer and larger shuffle blocks, more memory for the executor, "
            + "`spark.shuffle.io.maxRetries` and `spark.network.timeout` raised.",
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        foreach (var stage in application.Stages)
        {
            var failures = stage.Tasks.Failures.Where(failure => failure.Reason == "FetchFailed").ToList();
            var tasks = failures.Sum(failure => failure.Tasks);
            if (tasks == 0 || tasks < settings[MinTasks])
            {
                continue;
            }

            var lost = application.Executors.Count(executor => ExecutorRemoval.CauseOf(executor) != RemovalCause.None);
            yield return new Finding(
                Place.Of(stage),
                lost > 0
                    ? $"{Format.Count(lost, "executor")} went away in this run: mend that (findings on executors) and the fetches succeed. Until then spark.stage.maxConsecutiveAttempts=8 lets the job survive more losses."
                    : "No executor was lost, so those that had the data did not answer in time: set spark.shuffle.io.maxRetries=10, spark.shuffle.io.retryWait=15s and spark.network.timeout=300s, and give executors more memory or fewer cores.",
                new Evidence("tasks that failed to fetch", tasks, Unit.Tasks, settings[MinTasks]),
                Evidence.Seconds("time of these tasks", failures.Sum(failure => failure.DurationMs)),
                new Evidence("executors lost in the run", lost, Unit.Count))
            {
                Title = $"{Format.Count(tasks, "task")} could not fetch shuffle data",
                Waste = [WasteClaim.Of(WasteKind.Failed, stage, failures.Sum(failure => failure.DurationMs))],
                Weight = tasks,
            };
        }
    }
}
