using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Waste;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class IdleCores : InsightRule
{
    private static readonly Threshold Share = new("share", 50, Unit.Percent, "the part of the executors' core-time in which no task ran");
    private static readonly Threshold MinCoreHours = new("min-core-hours", 0.5, Unit.CoreHours, "idle core-time");

    public override RuleInfo Info { get; } = new("idle-cores", "The cluster's cores are mostly idle", Severity.Warning)
    {
        LooksAt = "Core-time of the executors (cores times the time they were there) and the time that tasks took of it.",
        Thresholds = [Share, MinCoreHours],
        Meaning = "More than half of what the workers could do was not used over the whole run.",
        Cost = "Workers cost the same whether they work or not. The waste is the idle core-time that no finding with a named cause accounts for.",
        Mend = "Use fewer or smaller workers, let the cluster scale down further and faster, run jobs side by side on it, or mend what keeps the cores idle: "
            + "the findings on driver-bound time, idle executors, few partitions and skew name it.",
        DataFlintAlerts = ["idleCoresTooHigh"],
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        var time = CoreTime.Of(application);
        var idle = time.Ms(WasteKind.IdleCores) + time.Ms(WasteKind.IdleExecutor) + time.Ms(WasteKind.NoTaskInQuery) + time.Ms(WasteKind.NoTaskBetween);
        var share = time.TotalMs > 0 ? (double)idle / time.TotalMs : 0;
        if (share * 100 <= settings[Share] || time.CoreHours(idle) < settings[MinCoreHours])
        {
            yield break;
        }

        var executors = time.Executors.Count(executor => executor.Life.Milliseconds > 0);
        var enough = Math.Max(1, (int)Math.Ceiling(time.MostSlots * time.CoresPerTask * (1 - share) * 1.25));
        yield return new Finding(
            Place.Application,
            $"Tasks used {Format.Percent(1 - share)} of {Format.Count(executors, "executor")} with at most {time.MostSlots * time.CoresPerTask:0} cores at once. Try workers with about {Format.Count(enough, "core")} in all"
            + (SparkConf.IsDatabricks(application)
                ? " (num_workers or autoscale.min_workers), or a single-node cluster if that is one machine."
                : " (spark.executor.instances, or spark.dynamicAllocation.enabled=true with a low minExecutors)."),
            Evidence.Percent("idle core-time", share, settings[Share]),
            new Evidence("idle core-hours", Math.Round(time.CoreHours(idle), 4), Unit.CoreHours, settings[MinCoreHours]),
            new Evidence("core-hours of the executors", Math.Round(time.CoreHours(time.TotalMs), 4), Unit.CoreHours),
            new Evidence("cores at most", time.MostSlots * time.CoresPerTask, Unit.Cores))
        {
            Title = $"The cluster's cores are idle {Format.Percent(share)} of the time",
            Waste = [new WasteClaim(idle, time.BucketsOf(WasteKind.IdleCores, WasteKind.IdleExecutor, WasteKind.NoTaskInQuery, WasteKind.NoTaskBetween)) { IsRemainder = true }],
        };
    }
}
