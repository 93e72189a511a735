using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Queries;

/// <summary>What is normal for the queries of a SQL warehouse over the last 7 days. Alerts look back two days at most, so the past is a column.</summary>
public sealed record WarehouseBaseline
{
    /// <summary>Workspace of the warehouse.</summary>
    [Field(FieldClass.Id)] public required string WorkspaceId { get; init; }

    /// <summary>SQL warehouse.</summary>
    [Field(FieldClass.Id)] public required string WarehouseId { get; init; }

    /// <summary>End of the newest query.</summary>
    public required DateTimeOffset LastQueryTime { get; init; }

    /// <summary>Queries in 7 days.</summary>
    public required long Queries7Days { get; init; }

    /// <summary>Failed queries in 7 days.</summary>
    public required long Failed7Days { get; init; }

    /// <summary>Mean milliseconds of finished queries in 7 days.</summary>
    public double? MeanMs7Days { get; init; }

    /// <summary>Median milliseconds of finished queries in 7 days.</summary>
    public double? MedianMs7Days { get; init; }

    /// <summary>95th percentile of the milliseconds of finished queries in 7 days.</summary>
    public double? P95Ms7Days { get; init; }
}
