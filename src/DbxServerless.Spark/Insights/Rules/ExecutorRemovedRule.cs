using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Waste;

namespace DbxServerless.Spark.Insights.Rules;

/// <summary>Executors that went for one kind of reason while there was work for them.</summary>
internal abstract class ExecutorRemovedRule : InsightRule
{
    private protected static readonly Threshold MinExecutors = new("min-executors", 1, Unit.Count, "executors that went so while there was work");

    private protected abstract RemovalCause Cause { get; }

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        var lastWork = application.Busy.Intervals is [.., var last] ? last.End : 0;
        var gone = application.Executors
            .Where(executor => ExecutorRemoval.CauseOf(executor) == Cause && executor.RemoveTime <= lastWork)
            .OrderBy(executor => executor.RemoveTime)
            .ToList();
        if (gone.Count == 0 || gone.Count < settings[MinExecutors])
        {
            yield break;
        }

        var lost = application.Stages
            .Select(stage => new Lost(stage, stage.Tasks.Failures.Where(failure => failure.Reason is "ExecutorLostFailure" or "Resubmitted").Sum(failure => failure.DurationMs)))
            .Where(stage => stage.Ms > 0)
            .ToList();
        yield return new Finding(
            Place.Of(gone[0]),
            Advice(application, gone),
            new Evidence("executors", gone.Count, Unit.Count, settings[MinExecutors]),
            new Evidence("of all executors", application.Executors.Count, Unit.Count),
            Evidence.Seconds("time of tasks lost with executors", lost.Sum(stage => stage.Ms)),
            Evidence.OfText("executor ids", string.Join(", ", gone.Take(10).Select(executor => executor.Id))))
        {
            Title = Title(gone.Count),
            Waste = lost.ConvertAll(stage => WasteClaim.Of(WasteKind.Failed, stage.Stage, stage.Ms)),
            Weight = gone.Count,
        };
    }

    private protected abstract string Title(int executors);

    private protected abstract string Advice(SparkApplication application, IReadOnlyList<SparkExecutor> gone);

    private sealed record Lost(SparkStage Stage, long Ms);
}
