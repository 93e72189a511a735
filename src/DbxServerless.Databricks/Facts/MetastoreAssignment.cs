namespace DbxServerless.Databricks;

/// <summary>The metastore a workspace is attached to.</summary>
public sealed record MetastoreAssignment
{
    public string MetastoreId { get; init => field = value ?? ""; } = "";

    public long WorkspaceId { get; init; }

    public string? DefaultCatalogName { get; init; }
}
