namespace DbxServerless.Databricks.Jobs;

/// <summary>When a job runs by the clock.</summary>
public sealed record JobSchedule
{
    /// <summary>Six or seven fields, in Quartz' dialect.</summary>
    public string? QuartzCronExpression { get; init; }

    /// <summary>A time zone by its Java id.</summary>
    public string? TimezoneId { get; init; }

    /// <summary>PAUSED or UNPAUSED.</summary>
    public string? PauseStatus { get; init; }
}
