namespace DbxServerless.Databricks;

/// <summary>The answer of <c>GET /api/2.0/dbfs/list</c>; an empty folder has no files at all.</summary>
internal sealed record DbfsListing
{
    public IReadOnlyList<DbfsFile> Files { get; init => field = value ?? []; } = [];
}
