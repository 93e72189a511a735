namespace DbxServerless.Databricks;

/// <summary>A token endpoint's answer (RFC 6749).</summary>
public sealed record TokenResponse
{
    public string? AccessToken { get; init; }

    public string? TokenType { get; init; }

    /// <summary>Seconds.</summary>
    public long ExpiresIn { get; init; } = 3600;

    public string? Scope { get; init; }

    public override string ToString() => $"{TokenType} token for {ExpiresIn} s";
}
