using DbxServerless.Simulator.History;
using DbxServerless.Simulator.SystemTables;

namespace DbxServerless.Simulator.Tests;

/// <summary>A history and its tables, without a server.</summary>
internal sealed class Tables
{
    public static readonly DateTimeOffset Start = new(2026, 1, 17, 0, 0, 0, TimeSpan.Zero);

    public Tables(int seed = 1, int days = 6, TableOptions? options = null, DateTimeOffset? start = null)
    {
        History = new SimulatedHistory(new HistorySettings { Seed = seed, FirstDay = DateOnly.FromDateTime((start ?? Start).UtcDateTime), Days = days });
        Options = options ?? TableOptions.Prompt;
        Catalog = new SystemCatalog(new TableSource(History, Options, () => false));
    }

    public SimulatedHistory History { get; }

    public TableOptions Options { get; }

    public SystemCatalog Catalog { get; }

    /// <summary>When everything that began in the days has ended and was told.</summary>
    public DateTimeOffset Settled => History.Settings.Start.AddDays(History.Settings.Days + 12);
}
