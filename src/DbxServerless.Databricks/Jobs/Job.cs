namespace DbxServerless.Databricks.Jobs;

/// <summary>A job's definition.</summary>
public sealed record Job
{
    public long JobId { get; init; }

    public string? CreatorUserName { get; init; }

    public string? RunAsUserName { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public long CreatedTime { get; init; }

    public JobSettings Settings { get; init => field = value ?? new(); } = new();
}
