namespace DbxServerless.Databricks;

/// <summary>A page of system schemas.</summary>
public sealed record SystemSchemaPage
{
    public IReadOnlyList<SystemSchema> Schemas { get; init => field = value ?? []; } = [];

    public string? NextPageToken { get; init; }
}
