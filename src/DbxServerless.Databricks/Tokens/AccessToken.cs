namespace DbxServerless.Databricks.Tokens;

/// <summary>A personal access token, as its management shows it.</summary>
public sealed record AccessToken
{
    public string TokenId { get; init => field = value ?? ""; } = "";

    public string? Comment { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public long CreationTime { get; init; }

    /// <summary>Milliseconds since 1970; -1 is never.</summary>
    public long ExpiryTime { get; init; }

    public long? CreatedById { get; init; }

    public string? CreatedByUsername { get; init; }

    public long? OwnerId { get; init; }

    /// <summary>The day on which it was last used, in milliseconds since 1970.</summary>
    public long? LastUsedDay { get; init; }
}
