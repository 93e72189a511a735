using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Workspaces;

/// <summary>A workspace of the account.</summary>
public sealed record WorkspaceEntry
{
    /// <summary>Workspace.</summary>
    [Field(FieldClass.Id)] public required string WorkspaceId { get; init; }

    /// <summary>Name.</summary>
    [Field(FieldClass.Label)] public string? WorkspaceName { get; init; }

    /// <summary>Address.</summary>
    [Field(FieldClass.Label)] public string? WorkspaceUrl { get; init; }

    /// <summary>NOT_PROVISIONED, PROVISIONING, RUNNING, FAILED or BANNED.</summary>
    [Field(FieldClass.Label)] public string? Status { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreateTime { get; init; }
}
