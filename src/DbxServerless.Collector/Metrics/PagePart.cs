namespace DbxServerless.Collector.Metrics;

/// <summary>A run of ready text, and the lines after it that are computed for each scrape.</summary>
internal sealed record PagePart(IReadOnlyList<TextBlock> Ready, IReadOnlyList<TimedLine> Timed)
{
    private readonly Lazy<DeflatedText> _joined = new(() => Join(Ready));

    /// <summary>CRC and length of the ready text; the bodies are those of its blocks.</summary>
    public DeflatedText Joined => _joined.Value;

    private static DeflatedText Join(IReadOnlyList<TextBlock> ready) => ready.Aggregate(
        new DeflatedText(ReadOnlyMemory<byte>.Empty, 0, 0),
        (sum, block) => sum with
        {
            Crc = Crc32.Join(sum.Crc, block.Deflated.Crc, block.Deflated.Length),
            Length = sum.Length + block.Deflated.Length,
        });
}
