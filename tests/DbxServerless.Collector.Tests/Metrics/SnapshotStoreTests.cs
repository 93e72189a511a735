using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Metrics;

namespace DbxServerless.Collector.Tests.Metrics;

public sealed class SnapshotStoreTests : IDisposable
{
    private static readonly MetricFamily Queued = new("queued", MetricType.Gauge, "Runs that wait.", "workspace_id");
    private static readonly MetricFamily Running = new("running", MetricType.Gauge, "Runs that run.", "workspace_id");

    private readonly PageFixture _fixture = new();

    [Fact]
    public async Task A_scrape_without_changes_costs_one_read()
    {
        await _fixture.PublishAsync("a", Queued.Sample(1, "1"));
        await _fixture.TextAsync();
        var (state, blobs) = (_fixture.StateUse.Operations, _fixture.BlobUse.Operations);

        await _fixture.TextAsync();
        await _fixture.TextAsync(PageFixture.OpenMetrics);

        _fixture.StateUse.Operations.ShouldBe(state + 2);
        _fixture.BlobUse.Operations.ShouldBe(blobs);
    }

    [Fact]
    public async Task Only_the_changed_snapshot_is_read_again()
    {
        await _fixture.PublishAsync("a", Queued.Sample(1, "1"));
        await _fixture.PublishAsync("b", Running.Sample(1, "1"));
        await _fixture.TextAsync();
        await _fixture.PublishAsync("b", Running.Sample(2, "1"));
        var blobs = _fixture.BlobUse.Operations;

        (await _fixture.TextAsync()).ShouldEndWith("running{workspace_id=\"1\"} 2\n");

        _fixture.BlobUse.Operations.ShouldBe(blobs + 1);
    }

    [Fact]
    public async Task An_unchanged_snapshot_is_not_written_again()
    {
        await _fixture.PublishAsync("a", Queued.Sample(1, "1"), Queued.Sample(2, "2"));
        await _fixture.TextAsync();
        var blobs = _fixture.BlobUse.Operations;

        await _fixture.PublishAsync("a", Queued.Sample(2, "2"), Queued.Sample(1, "1"));

        await _fixture.TextAsync();
        _fixture.BlobUse.Operations.ShouldBe(blobs);
    }

    [Fact]
    public async Task Two_that_publish_at_the_same_time_are_both_on_the_page()
    {
        _fixture.State.BeforeSave = _ =>
        {
            _fixture.State.BeforeSave = _ => Task.CompletedTask;
            return _fixture.PublishAsync("b", Running.Sample(2, "1"));
        };
        await _fixture.PublishAsync("a", Queued.Sample(1, "1"));

        var text = await _fixture.TextAsync();

        text.ShouldContain("queued{workspace_id=\"1\"} 1\n");
        text.ShouldContain("running{workspace_id=\"1\"} 2\n");
    }

    [Fact]
    public async Task A_new_process_serves_what_the_one_before_published()
    {
        await _fixture.PublishAsync("a", Queued.Sample(1, "1"), Running.Age(_fixture.Clock.GetUtcNow(), "1"));
        var before = await _fixture.TextAsync();

        using var page = new MetricsPage(_fixture.Store, _fixture.Clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<MetricsPage>.Instance);

        var rendered = await page.RenderAsync(null, gzip: false, MetricNames.Product, default);
        System.Text.Encoding.UTF8.GetString(await PageFixture.BytesOf(rendered)).ShouldBe(before);
    }

    [Fact]
    public async Task What_is_no_longer_collected_leaves_the_page()
    {
        var westEurope = new Scope(ScopeKind.Region, "westeurope");
        await _fixture.PublishAsync("job_runs", Queued.Sample(1, "1"));
        await _fixture.PublishAsync("job_runs.collection", Queued.Sample(2, "2"));
        await _fixture.PublishAsync("collection", Queued.Sample(3, "3"));
        await _fixture.PublishAsync("job_runs", westEurope, Queued.Sample(4, "4"));
        await _fixture.PublishAsync("collection", westEurope, Queued.Sample(5, "5"));
        await _fixture.PublishAsync("no_such_dataset", Queued.Sample(6, "6"));

        await _fixture.Store.RetainAsync(DatasetCatalog.Product, [PageFixture.Region, Scope.Account], default);

        _fixture.Blobs.Names.ShouldBe(
            ["snapshots/collection/region-default.prom", "snapshots/job_runs.collection/region-default.prom", "snapshots/job_runs/region-default.prom"]);
        (await _fixture.TextAsync()).Split('\n').Count(line => line.StartsWith("queued{", StringComparison.Ordinal)).ShouldBe(3);
    }

    [Fact]
    public async Task A_snapshot_without_samples_leaves_no_trace_on_the_page()
    {
        await _fixture.PublishAsync("a", Queued.Sample(1, "1"));
        await _fixture.PublishAsync("a");

        (await _fixture.TextAsync()).ShouldBe("");
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json\nqueued 1\n")]
    [InlineData("{\"dataset\":\"b\",\"scope\":\"x\",\"families\":[{\"name\":\"x\",\"type\":\"Gauge\",\"help\":\"H\",\"names\":\"Product\",\"length\":999,\"timed\":[]}]}\nx 1\n")]
    public async Task A_damaged_snapshot_does_not_take_the_others_with_it(string damaged)
    {
        await _fixture.PublishAsync("a", Queued.Sample(1, "1"));
        await _fixture.PublishAsync("b", Running.Sample(3, "1"));
        await _fixture.Blobs.WriteAsync("snapshots/b/region-default.prom", System.Text.Encoding.UTF8.GetBytes(damaged), default);

        (await _fixture.TextAsync()).ShouldBe("# HELP queued Runs that wait.\n# TYPE queued gauge\nqueued{workspace_id=\"1\"} 1\n");
    }

    [Fact]
    public async Task A_series_that_occurs_twice_in_a_snapshot_is_refused() =>
        (await Should.ThrowAsync<InvalidOperationException>(() => _fixture.PublishAsync("a", Queued.Sample(1, "1"), Queued.Sample(2, "1"))))
            .Message.ShouldBe("The series queued{1} of the dataset 'a' (region:default) occurs twice in one snapshot.");

    [Fact]
    public async Task A_sample_with_too_few_labels_is_refused() =>
        (await Should.ThrowAsync<InvalidOperationException>(() => _fixture.PublishAsync("a", Queued.Sample(1))))
            .Message.ShouldContain("has 0 label values for 1 labels");

    [Fact]
    public async Task A_histogram_without_its_buckets_is_refused()
    {
        var histogram = new MetricFamily("d_seconds", MetricType.Histogram, "D.", "w") { Buckets = [1] };
        (await Should.ThrowAsync<InvalidOperationException>(() => _fixture.PublishAsync("a", histogram.Observed(new Distribution([1], 1), "1"))))
            .Message.ShouldContain("does not have the buckets of its family");
        (await Should.ThrowAsync<InvalidOperationException>(() => _fixture.PublishAsync("a", histogram.Sample(1, "1"))))
            .Message.ShouldContain("does not have the buckets of its family");
    }

    public void Dispose() => _fixture.Dispose();
}
