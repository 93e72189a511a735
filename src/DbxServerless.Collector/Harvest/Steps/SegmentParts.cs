using System.Globalization;

namespace DbxServerless.Collector.Harvest.Steps;

/// <summary>The stored blocks of one file that is being downloaded. Their names tell which bytes they hold, so that nothing else needs to.</summary>
/// <param name="Prefix">Where they are.</param>
/// <param name="Names">Those that follow each other without a gap.</param>
/// <param name="End">Where the next one begins.</param>
internal sealed record SegmentParts(string Prefix, IReadOnlyList<string> Names, long End)
{
    public static string NameOf(string prefix, long offset, int length) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{offset:D15}-{length}");

    /// <summary>Finds the blocks from an offset on.</summary>
    public static SegmentParts Of(string prefix, IEnumerable<string> blobs, long start)
    {
        var names = new List<string>();
        var end = start;
        foreach (var blob in blobs.Order(StringComparer.Ordinal))
        {
            if (blob[prefix.Length..].Split('-') is not [var offset, var length] || long.Parse(offset, CultureInfo.InvariantCulture) != end)
                continue;
            names.Add(blob);
            end += int.Parse(length, CultureInfo.InvariantCulture);
        }

        return new SegmentParts(prefix, names, end);
    }

    public SegmentParts With(string name, int length) => this with { Names = [.. Names, name], End = End + length };
}
