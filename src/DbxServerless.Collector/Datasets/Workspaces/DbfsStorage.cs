using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Metrics;

namespace DbxServerless.Collector.Datasets.Workspaces;

/// <summary>
/// What lies on DBFS, counted through all its folders. Mounts, volumes and Databricks' own samples are elsewhere, and are left out.
/// </summary>
public sealed class DbfsStorage : RestDataset<DbfsFolder>
{
    private const string FileCount = "files";

    private static readonly string[] Elsewhere = ["mnt", "Volumes", "databricks-datasets"];

    private static readonly MetricFamily Bytes = new(
        "databricks_dbfs_storage_bytes", MetricType.Gauge, "Bytes of the files in the folders of DBFS that were read so far, without mounts and volumes.", "workspace_id")
    {
        OpenTelemetryName = "databricks.dbfs.storage_bytes",
        OpenTelemetryUnit = "By",
    };

    private static readonly MetricFamily Files = new(
        "databricks_dbfs_file_count", MetricType.Gauge, "Files in the folders of DBFS that were read so far, without mounts and volumes.", "workspace_id")
    {
        OpenTelemetryName = "databricks.dbfs.file_count",
        OpenTelemetryUnit = "{file}",
    };

    private static readonly MetricFamily Unread = new(
        "databricks_dbfs_folders_unread", MetricType.Gauge, "Folders of DBFS that are known of and not read yet; 0 when all files are counted.", "workspace_id")
    {
        OpenTelemetryName = "databricks.dbfs.folders.unread",
        OpenTelemetryUnit = "{folder}",
    };

    public override DatasetInfo Info { get; } = new(
        "dbfs_storage", "DbxDbfsFolders", ScopeKind.Workspace, ScheduleGroup.Regular, DatasetKind.State, "Files and bytes on DBFS by uppermost folder.")
    {
        Endpoints = ["GET /api/2.0/dbfs/list"],
    };

    public override IReadOnlyList<MetricFamily> Families { get; } = [Bytes, Files, Unread];

    protected override async Task<RestReading<DbfsFolder>> ReadAsync(CollectionContext context, CancellationToken cancellationToken)
    {
        var workspace = await context.WorkspaceIdAsync(cancellationToken);
        var tree = await new FolderWalk(context, (path, _, token) => ReadFolderAsync(context, path, token)).RunAsync(cancellationToken);
        var known = tree.Known.ToList();
        var unread = tree.Folders.Where(folder => folder.Value is not { IsDenied: false }).Select(folder => UppermostOf(folder.Key)).ToHashSet(StringComparer.Ordinal);
        return new RestReading<DbfsFolder>(
            [
                .. known.Where(folder => !folder.Value.IsDenied).GroupBy(folder => UppermostOf(folder.Key)).Select(folders => new DbfsFolder
                {
                    WorkspaceId = workspace,
                    Folder = folders.Key,
                    Files = folders.Sum(folder => folder.Value.Counts.GetValueOrDefault(FileCount)),
                    Bytes = folders.Sum(folder => folder.Value.Bytes),
                    IsComplete = !unread.Contains(folders.Key),
                }),
                .. tree.Deleted.Where(path => UppermostOf(path) == path && !tree.Folders.ContainsKey(path)).Select(path => new DbfsFolder
                {
                    WorkspaceId = workspace,
                    Folder = path,
                    Files = 0,
                    Bytes = 0,
                    IsComplete = true,
                    IsGone = true,
                }),
            ],
            [
                Bytes.Sample(known.Sum(folder => folder.Value.Bytes), workspace),
                Files.Sample(known.Sum(folder => folder.Value.Counts.GetValueOrDefault(FileCount)), workspace),
                Unread.Sample(tree.Unread, workspace),
            ]);
    }

    protected override IReadOnlyList<string> Key(DbfsFolder record) => [record.WorkspaceId, record.Folder];

    protected override DateTimeOffset EventTime(DbfsFolder record) => DateTimeOffset.UnixEpoch;

    protected override bool IsDeleted(DbfsFolder record) => record.IsGone;

    private static async Task<Folder> ReadFolderAsync(CollectionContext context, string path, CancellationToken cancellationToken)
    {
        var entries = await context.Reader.Files.ListAsync(path, cancellationToken);
        var files = entries.Where(entry => !entry.IsFolder).ToList();
        return new Folder(
            context.AsOf, context.AsOf,
            [.. entries.Where(entry => entry.IsFolder).Select(entry => entry.Name).Where(name => path != FolderTree.Root || !Elsewhere.Contains(name)).Distinct()],
            new Dictionary<string, long> { [FileCount] = files.Count }, files.Sum(file => file.Size));
    }

    private static string UppermostOf(string path) => path.IndexOf('/', 1) is > 0 and var slash ? path[..slash] : path;
}
