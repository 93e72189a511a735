using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Metrics;

namespace DbxServerless.Collector.Tests.Metrics;

public sealed class MetricsPageTests : IDisposable
{
    private static readonly MetricFamily Runs = new("runs_total", MetricType.Counter, "Runs that ended.", "workspace_id", "state");
    private static readonly MetricFamily Queued = new("queued", MetricType.Gauge, "Runs that wait.", "workspace_id");
    private static readonly MetricFamily Window = new("runs_window_total", MetricType.Untyped, "Runs of the last day.", "workspace_id");
    private static readonly MetricFamily Lag = new("lag_seconds", MetricType.Gauge, "Seconds since the last success.", "workspace_id");
    private static readonly MetricFamily Up = new("up_now", MetricType.Gauge, "1 while collection works.");

    private static readonly MetricFamily Duration = new("duration_seconds", MetricType.Histogram, "Seconds that runs took.", "workspace_id")
    {
        Buckets = [0.5, 60],
    };

    private readonly PageFixture _fixture = new();

    [Fact]
    public async Task Text_format_has_help_type_and_samples_in_a_stable_order()
    {
        await _fixture.PublishAsync("b", Runs.Sample(2, "1", "FAILED"), Runs.Sample(40, "1", "DONE"));
        await _fixture.PublishAsync("a", Queued.Sample(1.5, "1"), Window.Sample(7, "1"), Duration.Observed(new Distribution([1, 2, 3], 99.5), "1"));

        (await _fixture.TextAsync()).ShouldBe(
            """
            # HELP duration_seconds Seconds that runs took.
            # TYPE duration_seconds histogram
            duration_seconds_bucket{workspace_id="1",le="0.5"} 1
            duration_seconds_bucket{workspace_id="1",le="60.0"} 3
            duration_seconds_bucket{workspace_id="1",le="+Inf"} 6
            duration_seconds_sum{workspace_id="1"} 99.5
            duration_seconds_count{workspace_id="1"} 6
            # HELP queued Runs that wait.
            # TYPE queued gauge
            queued{workspace_id="1"} 1.5
            # HELP runs_total Runs that ended.
            # TYPE runs_total counter
            runs_total{workspace_id="1",state="DONE"} 40
            runs_total{workspace_id="1",state="FAILED"} 2
            # HELP runs_window_total Runs of the last day.
            # TYPE runs_window_total untyped
            runs_window_total{workspace_id="1"} 7

            """);
    }

    [Fact]
    public async Task OpenMetrics_names_counters_without_total_and_has_units_unknowns_and_an_end()
    {
        await _fixture.PublishAsync("a", Runs.Sample(2, "1", "FAILED"), Window.Sample(7, "1"), Duration.Observed(new Distribution([0, 0, 1], 61), "1"));

        (await _fixture.TextAsync(PageFixture.OpenMetrics)).ShouldBe(
            """
            # TYPE duration_seconds histogram
            # UNIT duration_seconds seconds
            # HELP duration_seconds Seconds that runs took.
            duration_seconds_bucket{workspace_id="1",le="0.5"} 0
            duration_seconds_bucket{workspace_id="1",le="60.0"} 0
            duration_seconds_bucket{workspace_id="1",le="+Inf"} 1
            duration_seconds_sum{workspace_id="1"} 61
            duration_seconds_count{workspace_id="1"} 1
            # TYPE runs counter
            # HELP runs Runs that ended.
            runs_total{workspace_id="1",state="FAILED"} 2
            # TYPE runs_window_total unknown
            # HELP runs_window_total Runs of the last day.
            runs_window_total{workspace_id="1"} 7
            # EOF

            """);
    }

    [Fact]
    public async Task An_empty_page_is_valid_in_both_formats()
    {
        (await _fixture.TextAsync()).ShouldBe("");
        (await _fixture.TextAsync(PageFixture.OpenMetrics)).ShouldBe("# EOF\n");
        (await _fixture.GzipTextAsync(PageFixture.OpenMetrics)).ShouldBe("# EOF\n");
        (await _fixture.GzipTextAsync()).ShouldBe("");
    }

    [Fact]
    public async Task Label_values_and_help_are_escaped()
    {
        var odd = new MetricFamily("odd", MetricType.Gauge, "A \"quoted\" \\ help\nof two lines.", "name");
        await _fixture.PublishAsync("a", odd.Sample(1, "C:\\dir \"x\"\nü 日本"));

        (await _fixture.TextAsync()).ShouldBe(
            "# HELP odd A \"quoted\" \\\\ help\\nof two lines.\n# TYPE odd gauge\nodd{name=\"C:\\\\dir \\\"x\\\"\\nü 日本\"} 1\n");
        (await _fixture.TextAsync(PageFixture.OpenMetrics)).ShouldContain("# HELP odd A \\\"quoted\\\" \\\\ help\\nof two lines.\n");
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    [InlineData(0.1, "0.1")]
    [InlineData(-3, "-3")]
    [InlineData(1e300, "1E+300")]
    [InlineData(123456789012345680, "1.2345678901234568E+17")]
    public async Task Values_are_written_so_that_they_read_back_the_same(double value, string text)
    {
        await _fixture.PublishAsync("a", Queued.Sample(value, "1"));
        (await _fixture.TextAsync()).ShouldEndWith($"queued{{workspace_id=\"1\"}} {text}\n");
    }

    [Fact]
    public async Task Families_of_several_snapshots_have_one_help_and_type()
    {
        await _fixture.PublishAsync("jobs", new Scope(ScopeKind.Region, "westeurope"), Queued.Sample(2, "2"));
        await _fixture.PublishAsync("jobs", new Scope(ScopeKind.Region, "northeurope"), Queued.Sample(1, "1"));

        (await _fixture.TextAsync()).ShouldBe(
            "# HELP queued Runs that wait.\n# TYPE queued gauge\nqueued{workspace_id=\"1\"} 1\nqueued{workspace_id=\"2\"} 2\n");
        _fixture.Page.Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_series_from_two_snapshots_is_refused_with_both_names()
    {
        await _fixture.PublishAsync("jobs", Queued.Sample(1, "1"));
        await _fixture.PublishAsync("runs", Queued.Sample(9, "1"), Queued.Sample(9, "2"), Window.Sample(5, "1"));

        var text = await _fixture.TextAsync();

        text.ShouldContain("queued{workspace_id=\"1\"} 1\n");
        text.ShouldNotContain(" 9\n");
        text.ShouldContain("runs_window_total{workspace_id=\"1\"} 5\n");
        _fixture.Page.Problems.ShouldBe([
            "The series queued{workspace_id=\"1\"} is given by both jobs (region:default) and runs (region:default). The part of the latter is left out."]);
    }

    [Fact]
    public async Task The_same_age_from_two_snapshots_is_refused_too()
    {
        await _fixture.PublishAsync("jobs", Lag.Age(_fixture.Clock.GetUtcNow(), "1"));
        await _fixture.PublishAsync("runs", Lag.Sample(3, "1"));

        await _fixture.TextAsync();

        _fixture.Page.Problems.Single().ShouldContain("lag_seconds{workspace_id=\"1\"} is given by both jobs (region:default) and runs (region:default)");
    }

    [Fact]
    public async Task One_family_with_two_types_is_refused_with_both_names()
    {
        await _fixture.PublishAsync("jobs", Queued.Sample(1, "1"));
        await _fixture.PublishAsync("runs", new MetricFamily("queued", MetricType.Untyped, "Other.", "workspace_id").Sample(2, "2"));

        (await _fixture.TextAsync()).ShouldBe("# HELP queued Runs that wait.\n# TYPE queued gauge\nqueued{workspace_id=\"1\"} 1\n");
        _fixture.Page.Problems.Single().ShouldStartWith("The family queued has the type gauge in jobs (region:default) and untyped in runs (region:default).");
    }

    [Fact]
    public async Task Ages_grow_when_nothing_is_collected()
    {
        await _fixture.PublishAsync("a", Lag.Age(_fixture.Clock.GetUtcNow() - TimeSpan.FromSeconds(10), "1"), Lag.Sample(4, "0"));
        (await _fixture.TextAsync()).ShouldEndWith("lag_seconds{workspace_id=\"0\"} 4\nlag_seconds{workspace_id=\"1\"} 10\n");

        _fixture.Clock.Advance(TimeSpan.FromMinutes(5));

        (await _fixture.TextAsync()).ShouldEndWith("lag_seconds{workspace_id=\"0\"} 4\nlag_seconds{workspace_id=\"1\"} 310\n");
    }

    [Fact]
    public async Task The_age_of_something_in_the_future_is_zero()
    {
        await _fixture.PublishAsync("a", Lag.Age(_fixture.Clock.GetUtcNow() + TimeSpan.FromSeconds(10), "1"));
        (await _fixture.TextAsync()).ShouldEndWith("lag_seconds{workspace_id=\"1\"} 0\n");
    }

    [Fact]
    public async Task What_is_valid_for_a_time_falls_to_zero_after_it()
    {
        await _fixture.PublishAsync("a", Up.Sample(1) with { ValidUntil = _fixture.Clock.GetUtcNow() + TimeSpan.FromHours(2) });
        (await _fixture.TextAsync()).ShouldEndWith("up_now 1\n");

        _fixture.Clock.Advance(TimeSpan.FromHours(2));

        (await _fixture.TextAsync()).ShouldEndWith("up_now 0\n");
    }

    [Fact]
    public async Task Sliding_names_have_a_page_of_their_own()
    {
        await _fixture.PublishAsync("a", Queued.Sample(1, "1"), (Queued with { Name = "queued_sliding", Names = MetricNames.Sliding }).Sample(2, "1"));

        (await _fixture.TextAsync()).ShouldNotContain("sliding");
        (await _fixture.TextAsync(names: MetricNames.Sliding)).ShouldBe(
            "# HELP queued_sliding Runs that wait.\n# TYPE queued_sliding gauge\nqueued_sliding{workspace_id=\"1\"} 2\n");
    }

    [Fact]
    public async Task A_page_tells_its_length_type_and_encoding()
    {
        await _fixture.PublishAsync("a", Queued.Sample(1, "1"), Lag.Age(_fixture.Clock.GetUtcNow(), "1"));

        var plain = await _fixture.Page.RenderAsync(null, gzip: false, MetricNames.Product, default);
        var zipped = await _fixture.Page.RenderAsync(PageFixture.OpenMetrics, gzip: true, MetricNames.Product, default);

        plain.ContentType.ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        plain.ContentEncoding.ShouldBeNull();
        (await PageFixture.BytesOf(plain)).Length.ShouldBe((int)plain.Length);
        zipped.ContentType.ShouldBe("application/openmetrics-text; version=1.0.0; charset=utf-8");
        zipped.ContentEncoding.ShouldBe("gzip");
        (await PageFixture.BytesOf(zipped)).Length.ShouldBe((int)zipped.Length);
    }

    public void Dispose() => _fixture.Dispose();
}
