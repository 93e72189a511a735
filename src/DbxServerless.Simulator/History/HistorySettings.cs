namespace DbxServerless.Simulator.History;

/// <summary>What a history is generated from. The same settings give the same history, however far it is generated.</summary>
public sealed record HistorySettings
{
    public int Seed { get; init; } = 1;

    /// <summary>The first day that something happens on, UTC.</summary>
    public required DateOnly FirstDay { get; init; }

    /// <summary>Days from the first one until the account is watched: changes of prices, names and so on are spread over them.</summary>
    public int Days { get; init; } = 35;

    public HistorySize Size { get; init; } = HistorySize.Small;

    /// <summary>How many times the ordinary jobs are there; null is as the size has it. For tests with thousands of jobs.</summary>
    public int? JobCopies { get; init; }

    /// <summary>The id of the first workspace, the one that is served.</summary>
    public string WorkspaceId { get; init; } = "1234567890123456";

    /// <summary>The id of its warehouse for the collector.</summary>
    public string WarehouseId { get; init; } = "0123456789abcdef";

    public DateTimeOffset Start => new(FirstDay, TimeOnly.MinValue, TimeSpan.Zero);

    /// <summary>The instant at which the given share of the days has passed, on a whole hour.</summary>
    internal DateTimeOffset At(double share) => Start + TimeSpan.FromHours(Math.Round(share * Days * 24));
}
