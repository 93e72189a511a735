namespace DbxServerless.Databricks;

/// <summary>A file or folder of a workspace, as a listing shows it.</summary>
/// <param name="Path">Absolute, without a scheme: <c>/cluster-logs/…</c> or <c>/Volumes/catalog/schema/volume/…</c>.</param>
/// <param name="Size">Bytes; 0 of a folder.</param>
/// <param name="Modified">When it was last written, where that is told.</param>
public sealed record RemoteFile(string Path, bool IsFolder, long Size, DateTimeOffset? Modified)
{
    /// <summary>The last part of the path.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];
}
