using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Workspaces;

/// <summary>How many objects of a type a workspace has.</summary>
public sealed record WorkspaceObjectCount
{
    /// <summary>Workspace.</summary>
    [Field(FieldClass.Id)] public required string WorkspaceId { get; init; }

    /// <summary>NOTEBOOK, DIRECTORY, FILE, LIBRARY, REPO, DASHBOARD or another word that the service uses.</summary>
    [Field(FieldClass.Label)] public required string ObjectType { get; init; }

    /// <summary>How many there are in the folders that were read so far.</summary>
    public required long Objects { get; init; }

    /// <summary>Whether all folders were read.</summary>
    public required bool IsComplete { get; init; }
}
