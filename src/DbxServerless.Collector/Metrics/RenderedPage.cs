using System.Buffers;
using System.IO.Pipelines;

namespace DbxServerless.Collector.Metrics;

/// <summary>A page as it goes over the wire.</summary>
public sealed class RenderedPage
{
    private const int Slice = 64 * 1024;

    private readonly IReadOnlyList<ReadOnlyMemory<byte>> _parts;

    internal RenderedPage(string contentType, string? contentEncoding, IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        ContentType = contentType;
        ContentEncoding = contentEncoding;
        _parts = parts;
        foreach (var part in parts)
            Length += part.Length;
    }

    /// <summary>Value of the header <c>Content-Type</c>.</summary>
    public string ContentType { get; }

    /// <summary><c>gzip</c>, or null when the bytes are the text itself.</summary>
    public string? ContentEncoding { get; }

    /// <summary>Bytes that are written; set it as <c>Content-Length</c>.</summary>
    public long Length { get; }

    /// <summary>Writes the page, in slices that leave the writer's own limits in force.</summary>
    public async Task WriteToAsync(PipeWriter output, CancellationToken cancellationToken)
    {
        var pending = 0;
        foreach (var part in _parts)
        {
            for (var rest = part; rest.Length > 0;)
            {
                var slice = rest[..Math.Min(rest.Length, Slice - pending)];
                output.Write(slice.Span);
                rest = rest[slice.Length..];
                pending += slice.Length;
                if (pending < Slice)
                    continue;
                pending = 0;
                if ((await output.FlushAsync(cancellationToken)).IsCompleted)
                    return;
            }
        }

        await output.FlushAsync(cancellationToken);
    }
}
