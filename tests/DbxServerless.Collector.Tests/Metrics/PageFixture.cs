using System.IO.Compression;
using System.IO.Pipelines;
using System.Text;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Metrics;
using DbxServerless.Collector.Tests.Storage;
using DbxServerless.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DbxServerless.Collector.Tests.Metrics;

/// <summary>A page over stores in memory.</summary>
internal sealed class PageFixture : IDisposable
{
    public const string OpenMetrics = "application/openmetrics-text; version=1.0.0";

    public PageFixture()
    {
        Blobs = new MemoryBlobStore(BlobUse);
        State = new MemoryStateStore(StateUse);
        Store = new SnapshotStore(Blobs, State, NullLogger<SnapshotStore>.Instance);
        Page = new MetricsPage(Store, Clock, NullLogger<MetricsPage>.Instance);
    }

    public ManualTimeProvider Clock { get; } = new();

    /// <summary>Counts what is read and written of blobs.</summary>
    public Faults BlobUse { get; } = new();

    /// <summary>Counts what is read and written of state.</summary>
    public Faults StateUse { get; } = new();

    public MemoryBlobStore Blobs { get; }

    public MemoryStateStore State { get; }

    public SnapshotStore Store { get; }

    public MetricsPage Page { get; }

    public static Scope Region { get; } = new(ScopeKind.Region, "default");

    public static async Task<byte[]> BytesOf(RenderedPage page)
    {
        using var output = new MemoryStream();
        var pipe = PipeWriter.Create(output, new StreamPipeWriterOptions(leaveOpen: true));
        await page.WriteToAsync(pipe, default);
        await pipe.CompleteAsync();
        return output.ToArray();
    }

    public static string Unzip(byte[] gzip)
    {
        using var text = new StreamReader(new GZipStream(new MemoryStream(gzip), CompressionMode.Decompress), Encoding.UTF8);
        return text.ReadToEnd();
    }

    public Task PublishAsync(string dataset, params IReadOnlyList<Sample> samples) => PublishAsync(dataset, Region, samples);

    public Task PublishAsync(string dataset, Scope scope, params IReadOnlyList<Sample> samples) =>
        Store.PublishAsync(new Snapshot(dataset, scope, Clock.GetUtcNow(), samples), default);

    public async Task<string> TextAsync(string? accept = null, MetricNames names = MetricNames.Product) =>
        Encoding.UTF8.GetString(await BytesOf(await Page.RenderAsync(accept, gzip: false, names, default)));

    public async Task<string> GzipTextAsync(string? accept = null) =>
        Unzip(await BytesOf(await Page.RenderAsync(accept, gzip: true, MetricNames.Product, default)));

    public void Dispose() => Page.Dispose();
}
