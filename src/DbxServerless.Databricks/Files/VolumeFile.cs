namespace DbxServerless.Databricks;

/// <summary>An entry of <c>GET /api/2.0/fs/directories/…</c>.</summary>
internal sealed record VolumeFile
{
    public string Path { get; init => field = value ?? ""; } = "";

    public bool IsDirectory { get; init; }

    public long FileSize { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public long? LastModified { get; init; }
}
