namespace DbxServerless.Collector.Datasets.Workspaces;

/// <summary>What is remembered of a folder.</summary>
/// <param name="Read">When it was last looked at.</param>
/// <param name="Whole">When it was last read whole.</param>
/// <param name="Folders">Names of the folders in it.</param>
/// <param name="Counts">How many things of each kind are directly in it.</param>
/// <param name="Bytes">Bytes of what is directly in it.</param>
/// <param name="IsDenied">It may not be read, so that what is in it is not known.</param>
internal sealed record Folder(
    DateTimeOffset Read, DateTimeOffset Whole, IReadOnlyList<string> Folders, IReadOnlyDictionary<string, long> Counts, long Bytes, bool IsDenied = false);
