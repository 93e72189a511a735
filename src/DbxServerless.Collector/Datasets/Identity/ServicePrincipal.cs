using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Identity;

/// <summary>A service principal of a workspace.</summary>
public sealed record ServicePrincipal
{
    /// <summary>Workspace.</summary>
    [Field(FieldClass.Id)] public required string WorkspaceId { get; init; }

    /// <summary>Service principal, as SCIM knows it.</summary>
    [Field(FieldClass.Id)] public required string ServicePrincipalId { get; init; }

    /// <summary>Application id, by which it signs in and is granted permissions.</summary>
    [Field(FieldClass.Id)] public string? ApplicationId { get; init; }

    /// <summary>Name.</summary>
    [Field(FieldClass.Label)] public string? ServicePrincipalName { get; init; }

    /// <summary>Whether it may sign in: active or inactive.</summary>
    [Field(FieldClass.Label)] public required string Status { get; init; }

    /// <summary>Groups that it is a direct member of.</summary>
    [Field(FieldClass.Label)] public required IReadOnlyList<string> Groups { get; init; }

    /// <summary>Entitlements of its own, those of groups not included.</summary>
    [Field(FieldClass.Label)] public required IReadOnlyList<string> Entitlements { get; init; }
}
