using DbxServerless.Simulator.History;
using DbxServerless.Simulator.Logs;

namespace DbxServerless.Simulator.Rest.Objects;

/// <summary>DBFS beside the logs that clusters deliver there: what people left, and mounts and samples that nobody should count.</summary>
internal sealed class DbfsTree(HistorySettings settings, ClusterLogs logs)
{
    private string[] Uppermost => ["FileStore", "tmp", "user", "mnt", "databricks-datasets", .. logs.Root.StartsWith("/Volumes/", StringComparison.Ordinal) ? Array.Empty<string>() : [logs.Root.Split('/')[1]]];

    /// <summary>What is directly in a folder that no cluster made; a folder has no size. Null when there is none.</summary>
    public IReadOnlyList<(string Name, long? Size)>? List(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
    {
        [] => [.. Uppermost.Select(name => (name, (long?)null))],
        ["FileStore"] => [("jars", null), ("tables", null), .. Files(path, 6)],
        ["FileStore", "jars" or "tables"] => Files(path, 12),
        ["tmp" or "user"] => Files(path, 3),
        ["mnt"] => [("lake", null)],
        ["mnt", "lake"] => Files(path, 4_000),
        ["databricks-datasets"] => Files(path, 500),
        [var first] when logs.Root.StartsWith($"/{first}/", StringComparison.Ordinal) => [(logs.Root.Split('/')[2], null)],
        _ => null,
    };

    private IReadOnlyList<(string Name, long? Size)> Files(string path, int count)
    {
        var random = SeededRandom.For(settings.Seed, "dbfs", path);
        return [.. Enumerable.Range(0, count).Select(number => ($"file-{number:0000}.bin", (long?)random.Next(1_000, 40_000_000)))];
    }
}
