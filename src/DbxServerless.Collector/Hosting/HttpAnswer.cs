using System.IO.Pipelines;
using System.Text;

namespace DbxServerless.Collector.Hosting;

/// <summary>An answer over HTTP, for whichever web server the host has.</summary>
/// <param name="Status">Status code.</param>
/// <param name="ContentType">Value of the header <c>Content-Type</c>.</param>
/// <param name="Length">Bytes of the body.</param>
/// <param name="WriteAsync">Writes the body.</param>
public sealed record HttpAnswer(int Status, string ContentType, long Length, Func<PipeWriter, CancellationToken, Task> WriteAsync)
{
    /// <summary>Further headers.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>A short text.</summary>
    public static HttpAnswer Text(int status, string text, string contentType = "text/plain")
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return new HttpAnswer(status, contentType, bytes.Length, async (output, cancellationToken) => await output.WriteAsync(bytes, cancellationToken));
    }
}
