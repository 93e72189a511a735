using System.Text.Json.Serialization;

namespace DbxServerless.Collector.Datasets.Workspaces;

/// <summary>The folders that are known, by path; one that was not read yet has nothing.</summary>
internal sealed class FolderTree
{
    public const string Root = "/";

    public Dictionary<string, Folder?> Folders { get; init; } = new(StringComparer.Ordinal) { [Root] = null };

    /// <summary>Folders that are known of and were never read.</summary>
    [JsonIgnore]
    public int Unread => Folders.Values.Count(folder => folder is null);

    [JsonIgnore]
    public IEnumerable<KeyValuePair<string, Folder>> Known => Folders.Where(folder => folder.Value is not null).Select(folder => KeyValuePair.Create(folder.Key, folder.Value!));

    public static string PathOf(string parent, string name) => parent == Root ? $"/{name}" : $"{parent}/{name}";

    public void Forget(string path)
    {
        foreach (var gone in Folders.Keys.Where(known => known == path || known.StartsWith($"{path}/", StringComparison.Ordinal)).ToList())
            Folders.Remove(gone);
    }
}
