namespace DbxServerless.Databricks;

/// <summary>One request, as often as it is sent.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Target">Path and query in the workspace, or an absolute address (a token endpoint, an external link).</param>
internal sealed record ApiRequest(HttpMethod Method, string Target)
{
    public byte[]? Body { get; init; }

    public string ContentType { get; init; } = "application/json";

    /// <summary>Headers besides the usual ones; the Authorization header is one of them.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Whether sending it twice does no harm.</summary>
    public bool Idempotent { get; init; } = true;

    public bool IsTokenRequest { get; init; }

    /// <summary>The answer is the content of a file, whatever it looks like.</summary>
    public bool IsContent { get; init; }

    /// <summary>An external link into cloud storage: another host, its own limits and errors, a signed query that nobody may see.</summary>
    public bool IsExternalLink { get; init; }

    /// <summary>Method and path without the query, for messages.</summary>
    public string Endpoint => IsExternalLink ? $"{Method} (external link)" : $"{Method} {Path}";

    public string Path => (IsAbsolute ? new Uri(Target).AbsolutePath : Target).Split('?')[0];

    public bool IsAbsolute => Target.StartsWith("http", StringComparison.OrdinalIgnoreCase);
}
