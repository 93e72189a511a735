using System.ComponentModel.DataAnnotations;

namespace DbxServerless.Collector.Settings;

/// <summary>Which SQL queries become records of their own. All others are in the five-minute aggregates.</summary>
public sealed class QueryOptions
{
    /// <summary>A query that takes at least this long is slow.</summary>
    [Range(1, 86_400)]
    public int SlowSeconds { get; set; } = 60;

    /// <summary>A query whose tasks take at least this many core-seconds is costly.</summary>
    [Range(1, int.MaxValue)]
    public int CostlyTaskSeconds { get; set; } = 3600;
}
