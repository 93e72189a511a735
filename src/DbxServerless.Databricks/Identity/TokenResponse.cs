namespace DbxServerless.Databricks;

/// <summary>A token endpoint's answer (RFC 6749).</summary>
public sealed record TokenResponse
{
    public string? AccessToken { get; init; }

    public string? TokenType { get; init; }

    /// <summary>Seconds; an hour where it is not told.</summary>
    public long? ExpiresIn { get; init; }

    public string? Scope { get; init; }

    public override string ToString() => $"{TokenType} token for {ExpiresIn} s";
}
