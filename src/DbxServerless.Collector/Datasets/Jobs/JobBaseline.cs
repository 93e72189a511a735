using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Jobs;

/// <summary>What is normal for a job: duration, cost and success over the last 7 and 30 days. Alerts look back two days at most, so the past is a column.</summary>
public sealed record JobBaseline
{
    /// <summary>Workspace of the job.</summary>
    [Field(FieldClass.Id)] public required string WorkspaceId { get; init; }

    /// <summary>Job; null for submitted runs, which have a new one each time.</summary>
    [Field(FieldClass.Id)] public string? JobId { get; init; }

    /// <summary>Name under which runs of the same work are the same.</summary>
    [Field(FieldClass.Label)] public required string LogicalJob { get; init; }

    /// <summary>End of the newest finished run.</summary>
    public required DateTimeOffset LastRunTime { get; init; }

    /// <summary>Finished runs in 7 days.</summary>
    public required long Runs7Days { get; init; }

    /// <summary>Finished runs in 30 days.</summary>
    public required long Runs30Days { get; init; }

    /// <summary>Share of succeeded among succeeded, failed, timed out and erroneous runs in 7 days.</summary>
    public double? SuccessRate7Days { get; init; }

    /// <summary>Share of succeeded among succeeded, failed, timed out and erroneous runs in 30 days.</summary>
    public double? SuccessRate30Days { get; init; }

    /// <summary>Median seconds of succeeded runs in 7 days.</summary>
    public double? MedianSeconds7Days { get; init; }

    /// <summary>95th percentile of the seconds of succeeded runs in 7 days.</summary>
    public double? P95Seconds7Days { get; init; }

    /// <summary>Median seconds of succeeded runs in 30 days.</summary>
    public double? MedianSeconds30Days { get; init; }

    /// <summary>95th percentile of the seconds of succeeded runs in 30 days.</summary>
    public double? P95Seconds30Days { get; init; }

    /// <summary>Median list cost of billed runs in 7 days. Usage arrives up to two days late.</summary>
    public double? MedianCost7Days { get; init; }

    /// <summary>95th percentile of the list cost of billed runs in 7 days.</summary>
    public double? P95Cost7Days { get; init; }

    /// <summary>Median list cost of billed runs in 30 days.</summary>
    public double? MedianCost30Days { get; init; }

    /// <summary>95th percentile of the list cost of billed runs in 30 days.</summary>
    public double? P95Cost30Days { get; init; }

    /// <summary>Currency of the costs.</summary>
    [Field(FieldClass.Label)] public string? Currency { get; init; }
}
