using System.Text;

namespace DbxServerless.Collector.Metrics;

/// <summary>
/// Merges snapshots into a page: families by name, one HELP and TYPE each, the snapshots' samples in the order of their names.
/// Of two snapshots that give the same series, or one family with two types, the later one's part is left out and reported:
/// a page that repeats a series would be refused whole by those who scrape it.
/// </summary>
internal static class PageComposer
{
    public static ComposedPage Compose(SnapshotSet snapshots, TextFormat format, MetricNames names)
    {
        var parts = new List<PagePart>();
        var problems = new List<string>();
        var ready = new List<TextBlock>();
        var families = snapshots.Snapshots.Values
            .SelectMany(snapshot => snapshot.Families)
            .Where(block => block.Header.Names == names)
            .GroupBy(block => block.Header.Name)
            .OrderBy(family => family.Key, StringComparer.Ordinal);
        foreach (var family in families)
        {
            var blocks = WithoutContradictions([.. family], problems);
            ready.Add(MetadataWriter.Write(blocks[0].Header, format));
            ready.AddRange(blocks.Select(block => block.Lines).Where(lines => lines.Text.Length > 0));
            if (blocks.SelectMany(block => block.Timed).ToList() is not { Count: > 0 } timed)
                continue;
            parts.Add(new PagePart(ready, timed));
            ready = [];
        }

        if (format == TextFormat.OpenMetrics)
            ready.Add(new TextBlock("# EOF\n"u8.ToArray()));
        parts.Add(new PagePart(ready, []));
        return new ComposedPage(parts, problems);
    }

    private static List<FamilyBlock> WithoutContradictions(List<FamilyBlock> blocks, List<string> problems)
    {
        if (blocks.Count == 1)
            return blocks;
        var kept = new List<FamilyBlock>();
        var seen = new Dictionary<ReadOnlyMemory<byte>, FamilyBlock>(SeriesComparer.Instance);
        foreach (var block in blocks)
        {
            var problem = kept.Count > 0 && kept[0].Header.Type != block.Header.Type
                ? $"The family {block.Header.Name} has the type {MetadataWriter.TypeName(kept[0].Header.Type)} in {kept[0].Source} and "
                    + $"{MetadataWriter.TypeName(block.Header.Type)} in {block.Source}."
                : SharedSeries(block, seen);
            if (problem is null)
                kept.Add(block);
            else
                problems.Add($"{problem} The part of the latter is left out.");
        }

        return kept;
    }

    private static string? SharedSeries(FamilyBlock block, Dictionary<ReadOnlyMemory<byte>, FamilyBlock> seen)
    {
        var series = Series(block).ToList();
        foreach (var one in series)
        {
            if (seen.TryGetValue(one, out var other))
                return $"The series {Encoding.UTF8.GetString(one.Span)} is given by both {other.Source} and {block.Source}.";
        }

        foreach (var one in series)
            seen[one] = block;
        return null;
    }

    // A line is the series, a space and the value; label values may have spaces, values have none.
    private static IEnumerable<ReadOnlyMemory<byte>> Series(FamilyBlock block)
    {
        for (var rest = block.Lines.Text; rest.Length > 0;)
        {
            var end = rest.Span.IndexOf((byte)'\n');
            yield return rest[..rest.Span[..end].LastIndexOf((byte)' ')];
            rest = rest[(end + 1)..];
        }

        foreach (var timed in block.Timed)
            yield return timed.Series;
    }

    private sealed class SeriesComparer : IEqualityComparer<ReadOnlyMemory<byte>>
    {
        public static SeriesComparer Instance { get; } = new();

        public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

        public int GetHashCode(ReadOnlyMemory<byte> obj)
        {
            var hash = new HashCode();
            hash.AddBytes(obj.Span);
            return hash.ToHashCode();
        }
    }
}
