namespace DbxServerless.Databricks.Secrets;

/// <summary>A secret scope.</summary>
public sealed record SecretScope
{
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>DATABRICKS or AZURE_KEYVAULT.</summary>
    public string? BackendType { get; init; }
}
