namespace DbxServerless.Databricks;

/// <summary>The answer to a submission or a poll.</summary>
public sealed record StatementResponse
{
    public string StatementId { get; init => field = value ?? ""; } = "";

    public StatementStatus Status { get; init => field = value ?? new(); } = new();

    public ResultManifest? Manifest { get; init; }

    /// <summary>The first chunk, once the statement succeeded.</summary>
    public ResultData? Result { get; init; }
}
