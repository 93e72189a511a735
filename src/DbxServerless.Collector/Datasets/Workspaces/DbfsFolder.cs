using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Workspaces;

/// <summary>What an uppermost folder of DBFS holds, with all folders in it; / stands for the files that are in none.</summary>
public sealed record DbfsFolder
{
    /// <summary>Workspace.</summary>
    [Field(FieldClass.Id)] public required string WorkspaceId { get; init; }

    /// <summary>Path.</summary>
    [Field(FieldClass.Label)] public required string Folder { get; init; }

    /// <summary>Files in the folders that were read so far.</summary>
    public required long Files { get; init; }

    /// <summary>Their bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Whether all folders were read.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>The service says that it does not exist any more. No column of its own.</summary>
    internal bool IsGone { get; init; }
}
