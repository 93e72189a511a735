namespace DbxServerless.Databricks;

/// <summary>Where a statement stands.</summary>
public sealed record StatementStatus
{
    /// <summary>PENDING, RUNNING, SUCCEEDED, FAILED, CANCELED, or CLOSED (succeeded, but the result is gone).</summary>
    public string State { get; init => field = value ?? ""; } = "";

    public StatementError? Error { get; init; }

    public string? SqlState { get; init; }
}
