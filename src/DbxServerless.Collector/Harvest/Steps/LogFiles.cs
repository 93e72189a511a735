using DbxServerless.Databricks;

namespace DbxServerless.Collector.Harvest.Steps;

/// <summary>The files of one log as they were listed: rolled ones, oldest first, and the current one.</summary>
internal sealed record LogFiles(IReadOnlyList<RemoteFile> Rolled, RemoteFile? Current)
{
    public const string CurrentName = "eventlog";

    private const string RolledPrefix = "eventlog-";

    /// <summary>Oldest first.</summary>
    public IEnumerable<RemoteFile> All => Current is null ? Rolled : Rolled.Append(Current);

    public bool IsEmpty => All.All(file => file.Size == 0);

    public DateTimeOffset? Modified => All.Max(file => file.Modified);

    public static LogFiles Of(IEnumerable<RemoteFile> files)
    {
        var all = files.Where(file => !file.IsFolder).ToList();
        return new LogFiles(
            [.. all.Where(file => file.Name.StartsWith(RolledPrefix, StringComparison.Ordinal)).OrderBy(file => file.Name, StringComparer.Ordinal)],
            all.Find(file => file.Name == CurrentName));
    }
}
