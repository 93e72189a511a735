namespace DbxServerless.Databricks.Jobs;

/// <summary>A period between runs.</summary>
public sealed record JobPeriod
{
    public int Interval { get; init; }

    /// <summary>HOURS, DAYS or WEEKS.</summary>
    public string? Unit { get; init; }
}
