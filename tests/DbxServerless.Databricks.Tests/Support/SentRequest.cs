namespace DbxServerless.Databricks.Tests;

/// <summary>A request as it arrived.</summary>
internal sealed record SentRequest(string Method, Uri Uri, string Body, IReadOnlyDictionary<string, string> Headers, DateTimeOffset At)
{
    public string Line => $"{Method} {Uri.PathAndQuery}";

    public string? Authorization => Headers.GetValueOrDefault("Authorization");
}
