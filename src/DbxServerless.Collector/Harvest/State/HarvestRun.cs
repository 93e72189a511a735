using System.Text.Json.Serialization;

namespace DbxServerless.Collector.Harvest.State;

/// <summary>The ledger entry of one run. Saving it under the condition that nobody else did is the commit of a step.</summary>
internal sealed record HarvestRun
{
    public required string RunId { get; init; }

    public required string JobId { get; init; }

    /// <summary>Name under which runs of the same work are the same.</summary>
    public required string LogicalJob { get; init; }

    public required DateTimeOffset Start { get; init; }

    public required DateTimeOffset End { get; init; }

    public string? Result { get; init; }

    public IReadOnlyList<HarvestTask> Tasks { get; init; } = [];

    public HarvestState State { get; init; }

    public HarvestOutcome Outcome { get; init; }

    public bool IsBackfill { get; init; }

    /// <summary>Failed tries in a row.</summary>
    public int Attempts { get; init; }

    public string? Reason { get; init; }

    public string? Mend { get; init; }

    /// <summary>When it is due.</summary>
    public required DateTimeOffset NextTry { get; init; }

    public required DateTimeOffset Discovered { get; init; }

    public IReadOnlyList<HarvestLog> Logs { get; init; } = [];

    /// <summary>Bytes that were downloaded for it.</summary>
    public long Bytes { get; init; }

    /// <summary>Its place among the open runs: the next due first, live runs before older ones.</summary>
    [JsonIgnore]
    public string Marker => MarkerName.Of(this);
}
