namespace DbxServerless.Spark.Insights;

/// <summary>The units of evidence and thresholds.</summary>
public static class Unit
{
    public const string Bytes = "bytes";
    public const string Seconds = "seconds";
    public const string Percent = "percent";

    /// <summary>One amount divided by another of the same kind.</summary>
    public const string Ratio = "ratio";

    public const string Rows = "rows";
    public const string Tasks = "tasks";
    public const string Files = "files";
    public const string Partitions = "partitions";
    public const string Cores = "cores";
    public const string CoreHours = "core-hours";
    public const string Characters = "characters";

    /// <summary>A number of whatever the name says.</summary>
    public const string Count = "count";

    public static IReadOnlyList<string> All { get; } =
        [Bytes, Seconds, Percent, Ratio, Rows, Tasks, Files, Partitions, Cores, CoreHours, Characters, Count];
}
