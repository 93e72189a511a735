namespace DbxServerless.Simulator;

/// <summary>The SQL warehouse of a simulated workspace.</summary>
public sealed record WarehouseOptions
{
    public string Id { get; init; } = "0123456789abcdef";

    public string Name { get; init; } = "collector";

    /// <summary>As the API spells it.</summary>
    public string Size { get; init; } = "2X-Small";

    public int AutoStopMinutes { get; init; } = 5;

    /// <summary>Whether it runs at the start. A stopped one starts with the first statement.</summary>
    public bool IsRunning { get; init; } = true;

    /// <summary>How long a start takes.</summary>
    public TimeSpan StartupTime { get; init; } = TimeSpan.Zero;

    /// <summary>How long a statement runs.</summary>
    public TimeSpan StatementTime { get; init; } = TimeSpan.Zero;
}
