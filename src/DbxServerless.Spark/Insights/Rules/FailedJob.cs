using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Waste;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class FailedJob : InsightRule
{
    private static readonly WasteKind[] OfStage =
        [WasteKind.Compute, WasteKind.GarbageCollection, WasteKind.Overhead, WasteKind.ShuffleFetchWait, WasteKind.Failed];

    private static readonly Threshold MinCancelled = new("min-cancelled-core-hours", 0.1, Unit.CoreHours, "work of a cancelled job that is worth a word; jobs that failed are always told");

    public override RuleInfo Info { get; } = new("failed-job", "A job failed, and its work was for nothing", Severity.Error)
    {
        LooksAt = "Spark jobs whose end is not success, and the time that the tasks of their stages took.",
        Thresholds = [MinCancelled],
        Meaning = "The job gave up, so that whoever waits for its result got none. Jobs that were cancelled are told apart: queries cancel jobs whose result they no longer need.",
        Cost = "The waste is everything that the job's tasks did.",
        Mend = "Read the cause in the evidence and in the findings on failed tasks, fetch failures and lost executors of its stages; the first that failed is the one to mend.",
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        var time = CoreTime.Of(application);
        foreach (var job in application.Jobs.Where(job => job.HasFailed))
        {
            var taskMs = job.Stages.Sum(stage => stage.Tasks.Totals.Sum(TaskMetric.DurationMs));
            var isShutDown = job.Error?.Contains("was shut down", StringComparison.Ordinal) == true;
            var isCancelled = !isShutDown && job.Error?.Contains("cancel", StringComparison.OrdinalIgnoreCase) == true;
            if (isCancelled && time.CoreHours(taskMs) < settings[MinCancelled])
            {
                continue;
            }

            var stage = job.Stages.FirstOrDefault(stage => stage.HasFailed);
            var cause = stage?.Tasks.Failures.MaxBy(failure => failure.Tasks);
            yield return new Finding(
                stage is null ? Place.Of(job) : Place.Of(stage),
                isCancelled
                    ? "Find out who cancels it: a timeout (spark.sql.broadcastTimeout, the job's timeout), a user, or another query of the same job group. If its result is not needed, do not start it."
                    : stage is null && isShutDown
                        ? "The application ended while the job ran: wait for queries and streams (awaitTermination, threads joined) before the program ends, and see whether the driver was told to stop."
                    : stage is null
                        ? "No stage failed, so the driver did: look at its log for the job's exception."
                        : $"Stage {stage.StageId} failed"
                            + (cause is null ? "." : $" after {Format.Count(cause.Tasks, "task")} ended with {cause.ErrorClass ?? cause.Reason}.")
                            + " Mend that first; with retries on (max_retries of the task) the same failure is only paid for again.",
                Evidence.Seconds("work that was lost", taskMs),
                Evidence.OfText("cause", cause?.ErrorClass ?? cause?.Reason ?? (isCancelled ? "cancelled" : isShutDown ? "the application ended" : "not told")))
            {
                Title = isCancelled ? "A job was cancelled after much work" : isShutDown ? "A job failed because the application ended before it" : null,
                Severity = isCancelled ? Severity.Warning : null,
                Waste = [new WasteClaim(taskMs, job.Stages.SelectMany(stage => OfStage.Select(kind => WasteBucket.Of(kind, stage))).ToList())],
                Weight = taskMs,
            };
        }
    }
}
