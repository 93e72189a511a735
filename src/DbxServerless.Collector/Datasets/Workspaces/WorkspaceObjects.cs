using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Metrics;

namespace DbxServerless.Collector.Datasets.Workspaces;

/// <summary>The objects of a workspace by type, counted through all its folders. What is in a Git folder belongs to Git and is not counted.</summary>
public sealed class WorkspaceObjects : RestDataset<WorkspaceObjectCount>
{
    private const string Directory = "DIRECTORY";
    private const string Notebook = "NOTEBOOK";

    private static readonly string[] KnownTypes = [Notebook, Directory, "FILE", "LIBRARY", "REPO", "DASHBOARD"];
    private static readonly TimeSpan LongestPartial = TimeSpan.FromDays(1);

    private static readonly MetricFamily Objects = new(
        "databricks_workspace_objects", MetricType.Gauge, "Objects in the folders of the workspace that were read so far, by type.", "workspace_id", "type")
    {
        OpenTelemetryName = "databricks.workspace.objects",
        OpenTelemetryUnit = "{object}",
    };

    private static readonly MetricFamily Unread = new(
        "databricks_workspace_folders_unread", MetricType.Gauge, "Folders of the workspace that are known of and not read yet; 0 when all objects are counted.", "workspace_id")
    {
        OpenTelemetryName = "databricks.workspace.folders.unread",
        OpenTelemetryUnit = "{folder}",
    };

    public override DatasetInfo Info { get; } = new(
        "workspace_objects", "DbxWorkspaceObjects", ScopeKind.Workspace, ScheduleGroup.Regular, DatasetKind.State,
        "How many notebooks, files, folders and other objects the workspace has.")
    {
        Endpoints = ["GET /api/2.0/workspace/list"],
    };

    public override IReadOnlyList<MetricFamily> Families { get; } = [Objects, Unread];

    protected override async Task<RestReading<WorkspaceObjectCount>> ReadAsync(CollectionContext context, CancellationToken cancellationToken)
    {
        var workspace = await context.WorkspaceIdAsync(cancellationToken);
        var walk = new FolderWalk(context, (path, known, token) => ReadFolderAsync(context, path, known, token));
        // A type of which the last one went is told once more, with 0.
        var before = walk.Tree.Kinds.ToList();
        var tree = await walk.RunAsync(cancellationToken);
        var counts = KnownTypes.Union(before).Union(tree.Kinds)
            .ToDictionary(type => type, type => tree.Known.Sum(folder => folder.Value.Counts.GetValueOrDefault(type)));
        return new RestReading<WorkspaceObjectCount>(
            [.. counts.Select(count => new WorkspaceObjectCount { WorkspaceId = workspace, ObjectType = count.Key, Objects = count.Value, IsComplete = tree.IsComplete })],
            [.. counts.Select(count => Objects.Sample(count.Value, workspace, count.Key)), Unread.Sample(tree.Unread, workspace)]);
    }

    protected override IReadOnlyList<string> Key(WorkspaceObjectCount record) => [record.WorkspaceId, record.ObjectType];

    protected override DateTimeOffset EventTime(WorkspaceObjectCount record) => DateTimeOffset.UnixEpoch;

    private static async Task<Folder> ReadFolderAsync(CollectionContext context, string path, Folder? known, CancellationToken cancellationToken)
    {
        var api = context.Reader.Objects;
        // Deletions and files show only in the whole list.
        if (known is not null && context.AsOf - known.Whole < LongestPartial)
        {
            var changed = await api.ListAsync(path, known.Read, cancellationToken);
            if (!changed.Any(item => item.ObjectType == Notebook || item.ObjectType == Directory && !known.Folders.Contains(NameOf(item.Path))))
                return known with { Read = context.AsOf };
        }

        // Of a folder that is a notebook by now the answer is the notebook.
        var items = (await api.ListAsync(path, null, cancellationToken)).Where(item => ParentOf(item.Path) == path).ToList();
        return new Folder(
            context.AsOf, context.AsOf, [.. items.Where(item => item.ObjectType == Directory).Select(item => NameOf(item.Path)).Distinct()],
            items.GroupBy(item => item.ObjectType).ToDictionary(group => group.Key, group => group.LongCount()), items.Sum(item => item.Size));
    }

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static string ParentOf(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : FolderTree.Root;
}
