namespace DbxServerless.Databricks;

/// <summary>Of a table as Unity Catalog describes it, no more than its name.</summary>
public sealed record TableName
{
    public string? FullName { get; init; }
}
