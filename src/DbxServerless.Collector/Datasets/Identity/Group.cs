using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Identity;

/// <summary>A group of a workspace.</summary>
public sealed record Group
{
    /// <summary>Workspace.</summary>
    [Field(FieldClass.Id)] public required string WorkspaceId { get; init; }

    /// <summary>Group.</summary>
    [Field(FieldClass.Id)] public required string GroupId { get; init; }

    /// <summary>Name.</summary>
    [Field(FieldClass.Label)] public required string GroupName { get; init; }

    /// <summary>Where it is managed: WorkspaceGroup in the workspace, Group in the account.</summary>
    [Field(FieldClass.Label)] public string? ResourceType { get; init; }

    /// <summary>Direct members.</summary>
    public required int Members { get; init; }

    /// <summary>Direct members that are users.</summary>
    public required int Users { get; init; }

    /// <summary>Direct members that are service principals.</summary>
    public required int ServicePrincipals { get; init; }

    /// <summary>Direct members that are groups.</summary>
    public required int Groups { get; init; }

    /// <summary>Entitlements of its members by this group.</summary>
    [Field(FieldClass.Label)] public required IReadOnlyList<string> Entitlements { get; init; }
}
