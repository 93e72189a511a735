using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Insights.Waste;

/// <summary>Core-time that a finding holds to be wasted, and the parts of the run's core-time it is in.</summary>
/// <param name="TaskMs">Milliseconds of task slots (cores divided by <c>spark.task.cpus</c>).</param>
/// <param name="Buckets">Drawn from in this order.</param>
public sealed record WasteClaim(double TaskMs, IReadOnlyList<WasteBucket> Buckets)
{
    /// <summary>True for a claim on whatever the claims with a cause leave.</summary>
    public bool IsRemainder { get; init; }

    public static WasteClaim Of(WasteKind kind, SparkStage stage, double taskMs) => new(taskMs, [WasteBucket.Of(kind, stage)]);

    public static WasteClaim Of(WasteKind kind, double taskMs) => new(taskMs, [WasteBucket.Of(kind)]);
}
