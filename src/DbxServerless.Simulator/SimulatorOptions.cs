using DbxServerless.Simulator.Faults;
using DbxServerless.Simulator.History;
using DbxServerless.Simulator.Logs;
using DbxServerless.Simulator.SystemTables;

namespace DbxServerless.Simulator;

/// <summary>What a simulated workspace is like.</summary>
public sealed record SimulatorOptions
{
    /// <summary>Port on the loopback address; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The same seed, first day and size give the same history.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Days that have already happened at the start.</summary>
    public int Days { get; init; } = 35;

    /// <summary>The first day of the history; null is <see cref="Days"/> before the start. For a world that goes on where it was left.</summary>
    public DateOnly? FirstDay { get; init; }

    public HistorySize Size { get; init; } = HistorySize.Small;

    /// <summary>How many times the ordinary jobs are there; null is as the size has it. Each copy is five jobs with some eighty runs a day.</summary>
    public int? JobCopies { get; init; }

    /// <summary>The clock of the workspace; the history goes on as it moves on.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The service principal that is let in.</summary>
    public string ClientId { get; init; } = "11111111-2222-3333-4444-555555555555";

    public string ClientSecret { get; init; } = "simulator-secret";

    /// <summary>The personal access token that is let in.</summary>
    public string Token { get; init; } = "dapi-simulator";

    /// <summary>How long an OAuth token is good for.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(1);

    public string WorkspaceId { get; init; } = "1234567890123456";

    public WarehouseOptions Warehouse { get; init; } = new();

    /// <summary>How the system tables show what happened.</summary>
    public TableOptions Tables { get; init; } = new();

    /// <summary>How clusters deliver their logs.</summary>
    public LogOptions Logs { get; init; } = new();

    /// <summary>What goes wrong from the start on.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>Rows in one chunk of a result.</summary>
    public int ChunkRows { get; init; } = 5_000;

    /// <summary>The most bytes of an inline result; a statement with more fails.</summary>
    public long InlineLimit { get; init; } = 25 * 1024 * 1024;
}
