using DbxServerless.Collector.Collection;

namespace DbxServerless.Functions.Orchestrations;

/// <summary>What came of a pass, as orchestrations keep it and <c>/manage/status</c> shows it.</summary>
public sealed record PassSummary(string Dataset, CollectionPass Pass, CollectionResult Result)
{
    /// <summary>What is wrong, when something is.</summary>
    public string? Reason { get; init; }

    /// <summary>What mends it.</summary>
    public string? Mend { get; init; }

    public long RowsRead { get; init; }

    public long Delivered { get; init; }

    public double Seconds { get; init; }

    public static PassSummary Of(CollectionOutcome outcome) => new(outcome.Dataset, outcome.Pass, outcome.Result)
    {
        Reason = outcome.Reason,
        Mend = outcome.Mend,
        RowsRead = outcome.RowsRead,
        Delivered = outcome.Delivered,
        Seconds = Math.Round(outcome.Duration.TotalSeconds, 1),
    };

    /// <summary>A pass whose activity ended without telling: the process died, or took too long.</summary>
    public static PassSummary Of(PlannedPass pass, string failure) => new(pass.Dataset, pass.Pass, CollectionResult.Failed) { Reason = failure };
}
