using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Identity;

/// <summary>A user of a workspace.</summary>
public sealed record User
{
    /// <summary>Workspace.</summary>
    [Field(FieldClass.Id)] public required string WorkspaceId { get; init; }

    /// <summary>User.</summary>
    [Field(FieldClass.Id)] public required string UserId { get; init; }

    /// <summary>Address.</summary>
    [Field(FieldClass.Personal)] public string? UserName { get; init; }

    /// <summary>Name.</summary>
    [Field(FieldClass.Personal)] public string? DisplayName { get; init; }

    /// <summary>Whether the user may sign in: active or inactive.</summary>
    [Field(FieldClass.Label)] public required string Status { get; init; }

    /// <summary>Groups that the user is a direct member of.</summary>
    [Field(FieldClass.Label)] public required IReadOnlyList<string> Groups { get; init; }

    /// <summary>Entitlements of the user, those of groups not included.</summary>
    [Field(FieldClass.Label)] public required IReadOnlyList<string> Entitlements { get; init; }
}
