namespace DbxServerless.Databricks;

/// <summary>A page of <c>GET /api/2.0/fs/directories/…</c>; it may be empty and still have a successor.</summary>
internal sealed record VolumePage
{
    public IReadOnlyList<VolumeFile> Contents { get; init => field = value ?? []; } = [];

    public string? NextPageToken { get; init; }
}
