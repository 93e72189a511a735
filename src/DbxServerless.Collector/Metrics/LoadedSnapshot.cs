using System.Text.Json;

namespace DbxServerless.Collector.Metrics;

/// <summary>A snapshot blob, cut into its families.</summary>
internal sealed record LoadedSnapshot(string Version, IReadOnlyList<FamilyBlock> Families)
{
    /// <exception cref="JsonException">The blob is not one of ours.</exception>
    public static LoadedSnapshot Parse(string version, ReadOnlyMemory<byte> blob)
    {
        var headerEnd = blob.Span.IndexOf((byte)'\n');
        if (headerEnd < 0)
            throw new JsonException("A snapshot has no header line.");
        var header = JsonSerializer.Deserialize(blob.Span[..headerEnd], SnapshotJson.Default.SnapshotHeader)!;
        var families = new List<FamilyBlock>(header.Families.Count);
        var at = headerEnd + 1;
        foreach (var family in header.Families)
        {
            if (family.Length > blob.Length - at)
                throw new JsonException("A snapshot is cut short.");
            families.Add(new FamilyBlock(
                $"{header.Dataset} ({header.Scope})", family, new TextBlock(blob.Slice(at, family.Length)),
                [.. family.Timed.Select(series => new TimedLine(series))]));
            at += family.Length;
        }

        return new LoadedSnapshot(version, families);
    }
}
