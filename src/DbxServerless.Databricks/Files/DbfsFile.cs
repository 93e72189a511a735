namespace DbxServerless.Databricks;

/// <summary>An entry of <c>GET /api/2.0/dbfs/list</c>.</summary>
internal sealed record DbfsFile
{
    public string Path { get; init => field = value ?? ""; } = "";

    public bool IsDir { get; init; }

    public long FileSize { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public long? ModificationTime { get; init; }
}
