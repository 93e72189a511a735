using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace DbxServerless.Collector.Metrics;

/// <summary>
/// What <c>/metrics</c> serves: the snapshots, merged. Never asks Databricks. Unchanged snapshots are served as ready bytes; only ages are
/// computed for each scrape.
/// </summary>
public sealed partial class MetricsPage(SnapshotStore store, TimeProvider time, ILogger<MetricsPage> logger) : IDisposable
{
    private readonly SemaphoreSlim _loading = new(1);
    private volatile Pages _pages = new(SnapshotSet.Empty);

    /// <summary>What snapshots contradict each other in, a sentence each; empty when all is well. Of the page last rendered.</summary>
    public IReadOnlyList<string> Problems { get; private set; } = [];

    /// <summary>Whether a client takes gzip, by its <c>Accept-Encoding</c>.</summary>
    public static bool AcceptsGzip(string? acceptEncoding) => Negotiation.AcceptsGzip(acceptEncoding);

    /// <summary>Renders the page.</summary>
    /// <param name="accept">The client's <c>Accept</c> header: text format 0.0.4 unless it prefers OpenMetrics.</param>
    /// <param name="gzip">Whether the client takes gzip.</param>
    /// <param name="names">Which families.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<RenderedPage> RenderAsync(string? accept, bool gzip, MetricNames names, CancellationToken cancellationToken)
    {
        var pages = await CurrentAsync(cancellationToken);
        var (format, contentType) = Negotiation.Format(accept);
        var page = pages.Of(format, names);
        if (page.Problems.Count > 0 && !ReferenceEquals(page.Problems, Problems))
            Report(page.Problems);
        Problems = page.Problems;
        var now = time.GetUtcNow();
        return new RenderedPage(contentType, gzip ? "gzip" : null, gzip ? page.RenderGzip(now) : page.Render(now));
    }

    /// <inheritdoc/>
    public void Dispose() => _loading.Dispose();

    // One reads at a time, so that many clients do not read the same changes; all find the manifest unchanged afterwards.
    private async Task<Pages> CurrentAsync(CancellationToken cancellationToken)
    {
        await _loading.WaitAsync(cancellationToken);
        try
        {
            var snapshots = await store.LoadAsync(_pages.Snapshots, cancellationToken);
            if (!ReferenceEquals(snapshots, _pages.Snapshots))
                _pages = new Pages(snapshots);
            return _pages;
        }
        finally
        {
            _loading.Release();
        }
    }

    private void Report(IReadOnlyList<string> problems)
    {
        foreach (var problem in problems)
            Contradiction(logger, problem);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Problem}")]
    private static partial void Contradiction(ILogger logger, string problem);

    private sealed class Pages(SnapshotSet snapshots)
    {
        private readonly ConcurrentDictionary<(TextFormat, MetricNames), Lazy<ComposedPage>> _composed = new();

        public SnapshotSet Snapshots => snapshots;

        public ComposedPage Of(TextFormat format, MetricNames names) => _composed.GetOrAdd(
            (format, names), key => new Lazy<ComposedPage>(() => PageComposer.Compose(snapshots, key.Item1, key.Item2))).Value;
    }
}
