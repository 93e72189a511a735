namespace DbxServerless.Databricks.Jobs;

/// <summary>What a run in the queue waits for.</summary>
public sealed record RunQueue
{
    public string? Code { get; init; }
}
