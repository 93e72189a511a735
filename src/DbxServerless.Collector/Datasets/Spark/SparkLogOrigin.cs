using DbxServerless.Spark.Insights;

namespace DbxServerless.Collector.Datasets.Spark;

/// <summary>What is known of an event log from outside: whose it is, which runs it serves, and what its compute costs.</summary>
public sealed record SparkLogOrigin
{
    public required string WorkspaceId { get; init; }

    public required string ClusterId { get; init; }

    public required string SparkContextId { get; init; }

    /// <summary>
    /// The event time of records for which the log tells none. Give an instant that is the same at each analysis, such as the end of the run.
    /// </summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>
    /// The runs that are known to have used the context, in any order. Whatever the log does not attribute belongs to the run when there is but one.
    /// </summary>
    public IReadOnlyList<SparkRunOrigin> Runs { get; init; } = [];

    /// <summary>Whether people and other runs may have used the context too: then only what names a run is the run's.</summary>
    public bool IsShared { get; init; }

    /// <summary>Whether the log may still grow, or lacks a part.</summary>
    public bool IsPartial { get; init; }

    /// <summary>What core-hours cost, and whether that is estimated, allocated or billed; null for no amounts.</summary>
    public InsightPrice? Price { get; init; }

    /// <summary>Thresholds of the rules.</summary>
    public InsightSettings Settings { get; init; } = InsightSettings.Default;

    /// <summary>Most stages and most queries that become records, each.</summary>
    public int MostDetails { get; init; } = 200;
}
