using System.Buffers;
using System.IO.Compression;

namespace DbxServerless.Collector.Metrics;

/// <summary>A page in one format, ready but for the samples that depend on the time of the scrape.</summary>
/// <param name="Parts">Its text, in order.</param>
/// <param name="Problems">What snapshots contradict each other in, a sentence each.</param>
internal sealed record ComposedPage(IReadOnlyList<PagePart> Parts, IReadOnlyList<string> Problems)
{
    public IReadOnlyList<ReadOnlyMemory<byte>> Render(DateTimeOffset now)
    {
        var text = new List<ReadOnlyMemory<byte>>();
        foreach (var part in Parts)
        {
            text.AddRange(part.Ready.Select(block => block.Text));
            if (part.Timed.Count > 0)
                text.Add(Write(part.Timed, now));
        }

        return text;
    }

    public IReadOnlyList<ReadOnlyMemory<byte>> RenderGzip(DateTimeOffset now)
    {
        var stream = new List<ReadOnlyMemory<byte>> { DeflatedText.StreamHeader };
        uint crc = 0;
        long length = 0;
        foreach (var part in Parts)
        {
            stream.AddRange(part.Ready.Select(block => block.Deflated.Body));
            Add(part.Joined);
            if (part.Timed.Count == 0)
                continue;
            var timed = DeflatedText.Of(Write(part.Timed, now).Span, CompressionLevel.Fastest);
            stream.Add(timed.Body);
            Add(timed);
        }

        stream.Add(DeflatedText.StreamTrailer(crc, length));
        return stream;

        void Add(DeflatedText next)
        {
            crc = Crc32.Join(crc, next.Crc, next.Length);
            length += next.Length;
        }
    }

    private static ReadOnlyMemory<byte> Write(IReadOnlyList<TimedLine> lines, DateTimeOffset now)
    {
        var output = new ArrayBufferWriter<byte>(lines.Count * 128);
        foreach (var line in lines)
            line.Write(output, now);
        return output.WrittenMemory;
    }
}
