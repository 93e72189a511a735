namespace DbxServerless.Databricks;

/// <summary>Why a statement failed.</summary>
public sealed record StatementError
{
    public string? ErrorCode { get; init; }

    public string? Message { get; init; }
}
