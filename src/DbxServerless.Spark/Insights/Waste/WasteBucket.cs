using System.Runtime.CompilerServices;
using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Insights.Waste;

/// <summary>One disjoint part of a run's core-time.</summary>
public sealed class WasteBucket : IEquatable<WasteBucket>
{
    private WasteBucket(WasteKind kind, object? owner) => (Kind, Owner) = (kind, owner);

    public WasteKind Kind { get; }

    /// <summary>The stage attempt or executor whose time it is; null for the application's.</summary>
    internal object? Owner { get; }

    public static WasteBucket Of(WasteKind kind, SparkStage stage) => new(kind, stage);

    public static WasteBucket Of(WasteKind kind, SparkExecutor executor) => new(kind, executor);

    public static WasteBucket Of(WasteKind kind) => new(kind, null);

    public bool Equals(WasteBucket? other) => other is not null && other.Kind == Kind && ReferenceEquals(other.Owner, Owner);

    public override bool Equals(object? obj) => Equals(obj as WasteBucket);

    public override int GetHashCode() => ((int)Kind * 397) ^ RuntimeHelpers.GetHashCode(Owner);
}
