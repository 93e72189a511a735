using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Identity;

/// <summary>A personal access token, without its secret.</summary>
public sealed record Token
{
    /// <summary>Workspace in which it is valid.</summary>
    [Field(FieldClass.Id)] public required string WorkspaceId { get; init; }

    /// <summary>Token.</summary>
    [Field(FieldClass.Id)] public required string TokenId { get; init; }

    /// <summary>What its owner wrote about it.</summary>
    [Field(FieldClass.FreeText)] public string? Comment { get; init; }

    /// <summary>User or service principal who created it.</summary>
    [Field(FieldClass.Id)] public string? CreatedById { get; init; }

    /// <summary>Name of who created it.</summary>
    [Field(FieldClass.Personal)] public string? CreatedByUserName { get; init; }

    /// <summary>User or service principal as whom it acts.</summary>
    [Field(FieldClass.Id)] public string? OwnerId { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>When it expires; null is never.</summary>
    public DateTimeOffset? ExpiryTime { get; init; }

    /// <summary>The day on which it was last used.</summary>
    public DateTimeOffset? LastUsedDay { get; init; }
}
