namespace DbxServerless.Databricks;

/// <summary>A token and when it ends. It shows itself to nobody.</summary>
public sealed class BearerToken(string value, DateTimeOffset expiresAt)
{
    public string Value { get; } = value;

    public DateTimeOffset ExpiresAt { get; } = expiresAt;

    public override string ToString() => $"token valid until {ExpiresAt:u}";
}
