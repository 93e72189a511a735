using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Identity;

/// <summary>A secret scope.</summary>
public sealed record SecretScope
{
    /// <summary>Workspace.</summary>
    [Field(FieldClass.Id)] public required string WorkspaceId { get; init; }

    /// <summary>Name.</summary>
    [Field(FieldClass.Label)] public required string ScopeName { get; init; }

    /// <summary>Where its secrets are kept: DATABRICKS or AZURE_KEYVAULT.</summary>
    [Field(FieldClass.Label)] public required string BackendType { get; init; }
}
