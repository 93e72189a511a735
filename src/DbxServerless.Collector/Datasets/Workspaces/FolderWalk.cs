using DbxServerless.Collector.Collection;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Datasets.Workspaces;

/// <summary>
/// Reads a tree of folders that may be too large for one pass: new folders first, as many as a pass may; when there are none, a few of those
/// that were not looked at for the longest time, so many that all have their turn once a day. What is known stays from pass to pass.
/// </summary>
/// <param name="read">
/// Reads a folder, given what is known of it: what it holds now, or the same again, looked at anew. Called with null for a folder that is read
/// for the first time.
/// </param>
internal sealed class FolderWalk(CollectionContext context, Func<string, Folder?, CancellationToken, Task<Folder>> read)
{
    private const int MostFolders = 20_000;
    private const int FewestLooks = 10;
    private const int PassesOfDay = 24;

    private readonly FolderTree _tree = context.Recall(FolderTreeJson.Default.FolderTree) ?? new FolderTree();
    private bool _isDenied;
    private int _left;

    /// <summary>What is known: before the walk, what the last one left.</summary>
    public FolderTree Tree => _tree;

    /// <exception cref="DatabricksException">A folder could not be read for another reason than a lack of permission.</exception>
    public async Task<FolderTree> RunAsync(CancellationToken cancellationToken)
    {
        var limit = context.Options.Limits.FoldersPerPass;
        _left = limit;
        if (_tree.Unread == 0)
        {
            var looks = Math.Min(limit, Math.Max(FewestLooks, (_tree.Folders.Count + PassesOfDay - 1) / PassesOfDay));
            var longest = _tree.Known.Where(folder => folder.Value.Read < context.AsOf).OrderBy(folder => folder.Value.Read).ThenBy(folder => folder.Key, StringComparer.Ordinal);
            foreach (var (path, folder) in longest.Take(looks).ToList())
                await LookAsync(path, folder, cancellationToken);
        }

        while (_left > 0 && _tree.Folders.Where(folder => folder.Value is null).Select(folder => folder.Key).Take(_left).ToList() is { Count: > 0 } unread)
        {
            foreach (var path in unread)
                await LookAsync(path, null, cancellationToken);
        }

        context.Remember(_tree, FolderTreeJson.Default.FolderTree);
        return _tree;
    }

    private async Task LookAsync(string path, Folder? known, CancellationToken cancellationToken)
    {
        // A folder that went with its parent a moment ago.
        if (!_tree.Folders.ContainsKey(path))
            return;
        _left--;
        try
        {
            var now = await read(path, known, cancellationToken);
            foreach (var gone in (known?.Folders ?? []).Except(now.Folders).Select(name => FolderTree.PathOf(path, name)))
            {
                if (path == FolderTree.Root && _tree.Folders.GetValueOrDefault(gone) is not null)
                    await ConfirmAsync(gone, cancellationToken);
                _tree.Forget(gone);
            }

            foreach (var name in now.Folders.Where(_ => _tree.Folders.Count < MostFolders))
                _tree.Folders.TryAdd(FolderTree.PathOf(path, name), null);
            _tree.Folders[path] = now;
        }
        catch (DatabricksException gone) when (gone.Kind == DatabricksErrorKind.NotFound && path != FolderTree.Root)
        {
            if (known is not null)
                _tree.Deleted.Add(path);
            _tree.Forget(path);
        }
        catch (DatabricksException denied) when (denied.IsPermission && path != FolderTree.Root)
        {
            if (!_isDenied)
                context.Skip(denied);
            _isDenied = true;
            _tree.Folders[path] = new Folder(context.AsOf, context.AsOf, [], new Dictionary<string, long>(), 0, IsDenied: true);
        }
    }

    /// <summary>An uppermost folder has a record of its own. That it is no longer listed may be for lack of a permission.</summary>
    private async Task ConfirmAsync(string path, CancellationToken cancellationToken)
    {
        _left--;
        try
        {
            await read(path, null, cancellationToken);
        }
        catch (DatabricksException gone) when (gone.Kind == DatabricksErrorKind.NotFound)
        {
            _tree.Deleted.Add(path);
        }
        catch (DatabricksException denied) when (denied.IsPermission)
        {
            // It is there, and hidden.
        }
    }
}
