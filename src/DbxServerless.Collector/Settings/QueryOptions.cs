namespace DbxServerless.Collector.Settings;

/// <summary>Which SQL queries become records of their own. All others are in the five-minute aggregates.</summary>
public sealed class QueryOptions
{
    /// <summary>A query that takes at least this long is slow.</summary>
    public int SlowSeconds { get; set; } = 60;

    /// <summary>A query whose tasks take at least this many core-seconds is costly.</summary>
    public int CostlyTaskSeconds { get; set; } = 3600;
}
