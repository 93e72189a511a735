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

    /// <summary>What the folders hold that could be read: the words for it.</summary>
    [JsonIgnore]
    public IEnumerable<string> Kinds => Known.SelectMany(folder => folder.Value.Counts.Keys).Distinct();

    /// <summary>Folders that were read before, and that the service said in this pass do not exist any more.</summary>
    [JsonIgnore]
    public HashSet<string> Deleted { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether all that is known of was read, as far as may be.</summary>
    [JsonIgnore]
    public bool IsComplete => Folders.Values.All(folder => folder is { IsDenied: false });

    public static string PathOf(string parent, string name) => parent == Root ? $"/{name}" : $"{parent}/{name}";

    public void Forget(string path)
    {
        foreach (var gone in Folders.Keys.Where(known => known == path || known.StartsWith($"{path}/", StringComparison.Ordinal)).ToList())
            Folders.Remove(gone);
    }
}
