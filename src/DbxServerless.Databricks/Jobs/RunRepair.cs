namespace DbxServerless.Databricks.Jobs;

/// <summary>The original run or one of its repairs. Times are milliseconds since 1970.</summary>
public sealed record RunRepair
{
    /// <summary>ORIGINAL or REPAIR.</summary>
    public string? Type { get; init; }

    public long StartTime { get; init; }

    public long EndTime { get; init; }

    public RunState? State { get; init; }

    public RunStatus? Status { get; init; }
}
