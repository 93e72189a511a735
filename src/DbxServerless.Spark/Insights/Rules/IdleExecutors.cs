using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Waste;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class IdleExecutors : InsightRule
{
    private static readonly Threshold Share = new("share", 25, Unit.Percent, "the part of the executors' core-time in which an executor had no task while others had some");
    private static readonly Threshold MinCoreHours = new("min-core-hours", 0.25, Unit.CoreHours, "such core-time");

    public override RuleInfo Info { get; } = new("idle-executors", "Executors sit idle while others work", Severity.Warning)
    {
        LooksAt = "Over time, which executors had at least one task and which had none while tasks ran elsewhere.",
        Thresholds = [Share, MinCoreHours],
        Meaning = "There was work, but not for all executors: stages with few tasks, or a cluster that did not shrink when the work did.",
        Cost = "The waste is the core-time of the executors that had nothing to do.",
        Mend = "Fewer workers, a lower minimum of autoscaling, a shorter time until idle ones are given back; or more partitions in the stages that leave executors idle.",
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        var time = CoreTime.Of(application);
        var idle = time.Ms(WasteKind.IdleExecutor);
        var share = time.TotalMs > 0 ? (double)idle / time.TotalMs : 0;
        if (share * 100 < settings[Share] || time.CoreHours(idle) < settings[MinCoreHours])
        {
            yield break;
        }

        var busy = application.Busy.TotalMs;
        var active = busy > 0 ? application.Executors.Sum(executor => (double)executor.Busy.TotalMs) / busy : 0;
        var present = busy > 0 ? time.Executors.Sum(executor => (double)application.Busy.BusyMs(executor.Life.Start, executor.Life.End)) / busy : 0;
        var enough = Math.Max(1, (int)Math.Ceiling(active));
        var worst = time.Executors.MaxBy(executor => time.Ms(WasteBucket.Of(WasteKind.IdleExecutor, executor.Executor)));
        yield return new Finding(
            Place.Application,
            $"On average {active:0.0} of {present:0.0} executors had tasks. "
            + (SparkConf.IsDatabricks(application)
                ? $"Set autoscale.min_workers={enough} (or num_workers={enough} if that is enough at peaks too)"
                : $"Set spark.dynamicAllocation.enabled=true, minExecutors={enough} and executorIdleTimeout=60s, or spark.executor.instances={enough}")
            + "; or give the stages with few tasks more partitions.",
            Evidence.Percent("core-time of idle executors", share, settings[Share]),
            new Evidence("core-hours of idle executors", Math.Round(time.CoreHours(idle), 4), Unit.CoreHours, settings[MinCoreHours]),
            Evidence.Ratio("executors with tasks, on average", active),
            Evidence.Ratio("executors there, on average", present),
            Evidence.OfText("most idle executor", worst?.Executor.Id))
        {
            Title = $"On average {active:0.0} of {present:0.0} executors have tasks",
            Waste = [new WasteClaim(idle, time.BucketsOf(WasteKind.IdleExecutor))],
        };
    }
}
