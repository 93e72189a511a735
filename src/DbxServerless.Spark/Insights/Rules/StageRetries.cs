using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Waste;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class StageRetries : InsightRule
{
    private static readonly Threshold MinRedone = new("min-tasks", 1, Unit.Tasks, "tasks that were done again");

    public override RuleInfo Info { get; } = new("stage-retries", "A stage ran again to make lost output anew", Severity.Warning)
    {
        LooksAt = "Stages with more than one attempt: how many tasks succeeded over all attempts beyond the number the stage has.",
        Thresholds = [MinRedone],
        Meaning = "Shuffle files that the stage had written were lost with an executor, or a reader failed to fetch them, so that Spark ran part of the stage again.",
        Cost = "The waste is the tasks that were done twice, at the stage's mean duration.",
        Mend = "Keep executors from dying: see the findings on lost executors. Where machines are taken away (spot), let nodes move their shuffle files when they are drained "
            + "(`spark.decommission.enabled`, `spark.storage.decommission.shuffleBlocks.enabled`), or use on-demand workers for long shuffles.",
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        if (!application.Stages.Any(stage => stage.Attempt > 0))
        {
            yield break;
        }

        foreach (var attempts in application.Stages.GroupBy(stage => (stage.StageId, stage.Job)).Where(attempts => attempts.Any(stage => stage.Attempt > 0)))
        {
            var last = attempts.MaxBy(stage => stage.Attempt)!;
            var planned = attempts.Max(stage => stage.NumberOfTasks ?? 0);
            var succeeded = attempts.Sum(stage => stage.Tasks.Totals.Tasks - stage.Tasks.Failures.Sum(failure => failure.Tasks));
            var redone = succeeded - planned;
            if (planned == 0 || redone < settings[MinRedone])
            {
                continue;
            }

            var tasks = attempts.Sum(stage => stage.Tasks.Totals.Tasks);
            var mean = (double)attempts.Sum(stage => stage.Tasks.Totals.Sum(TaskMetric.DurationMs)) / Math.Max(1, tasks);
            var first = attempts.MinBy(stage => stage.Attempt)!;
            yield return new Finding(
                Place.Of(last),
                "Find why executors were lost or shuffle files could not be read (findings on executors and fetch failures). "
                + (SparkConf.IsDatabricks(application)
                    ? "On spot workers set first_on_demand to the number of workers that the shuffle needs, and spark.decommission.enabled=true with spark.storage.decommission.shuffleBlocks.enabled=true."
                    : "Set spark.shuffle.service.enabled=true or spark.decommission.enabled=true so that shuffle files outlive executors."),
                new Evidence("tasks done again", redone, Unit.Tasks, settings[MinRedone]),
                new Evidence("attempts", attempts.Count(), Unit.Count),
                Evidence.Seconds("mean task", mean),
                Evidence.OfText("why the first attempt failed", Cut(first.FailureReason)))
            {
                Title = $"A stage ran {attempts.Count()} times and did {Format.Count(redone, "task")} again",
                Waste = [new WasteClaim(redone * mean, attempts.OrderByDescending(stage => stage.Attempt).Select(stage => WasteBucket.Of(WasteKind.Compute, stage)).ToList())],
                Weight = redone,
            };
        }
    }

    /// <summary>The kind of failure, not its text, which can hold anything.</summary>
    private static string Cut(string? reason) => reason switch
    {
        null => "not told",
        _ when reason.Contains("FetchFailed", StringComparison.Ordinal) => "FetchFailed",
        _ when reason.Contains("ExecutorLostFailure", StringComparison.Ordinal) => "ExecutorLostFailure",
        _ => "other",
    };
}
