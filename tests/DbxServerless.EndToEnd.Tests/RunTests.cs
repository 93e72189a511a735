using System.Net;
using DbxServerless.Collector.Datasets;
using DbxServerless.EndToEnd.Tests.Support;
using DbxServerless.Simulator.Faults;

namespace DbxServerless.EndToEnd.Tests;

/// <summary>What <c>run</c> collects, serves and says.</summary>
public sealed class RunTests : SteadyWorkspaceTests
{
    [Fact]
    public async Task Once_collects_everything_into_theFolder_and_ends()
    {
        var once = await OnceAsync(Folder);

        once.ExitCode.ShouldBe(0, once.Output);
        once.Error.ShouldBeEmpty();
        var records = Records.Read(Folder.Path);
        records.ShouldNotBeEmpty();
        var scheduled = DatasetCatalog.Product.Datasets.Where(dataset => dataset.Info.Schedule is not null).ToList();
        once.Output.ShouldContain($"Collected {scheduled.Count} datasets, {records.Count:N0} records, in ");
        foreach (var table in scheduled.Select(dataset => dataset.Info.Table))
            records.ShouldContain(record => record.Table == table);
    }

    [Fact]
    public async Task The_page_serves_what_was_collected_in_the_format_that_is_asked_for()
    {
        await using var product = Start();
        var url = await product.CollectedAsync();

        var plain = await Pages.GetAsync($"{url}/metrics");
        plain.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        (await plain.Content.ReadAsStringAsync()).ShouldContain("databricks_up{");
        var open = await Pages.GetAsync($"{url}/metrics", ("Accept", "application/openmetrics-text; version=1.0.0"));
        open.Content.Headers.ContentType!.MediaType.ShouldBe("application/openmetrics-text");
        (await open.Content.ReadAsStringAsync()).ShouldEndWith("# EOF\n");
        var zipped = await Pages.GetAsync($"{url}/metrics", ("Accept-Encoding", "gzip"));
        zipped.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        (await zipped.Content.ReadAsByteArrayAsync())[..2].ShouldBe([0x1f, 0x8b]);
        (await Pages.GetAsync($"{url}/metrics?names=sliding")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Pages.GetAsync($"{url}/metrics?names=other")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        foreach (var path in new[] { "/", "/healthz", "/readyz" })
            (await Pages.GetAsync(url + path)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Pages.GetAsync($"{url}/manage")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task It_is_healthy_at_once_and_ready_when_everything_was_collected()
    {
        Workspace.Faults.Add(new Fault(FaultKind.Hang) { Endpoint = "POST /api/2.0/sql/statements" });
        await using var product = Start();
        var url = await product.SaysAsync(output => output.Contains("Stop with Ctrl-C") ? output.Split(' ').First(word => word.EndsWith("/metrics,"))[..^9] : null);

        (await Pages.GetAsync($"{url}/healthz")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Pages.GetAsync($"{url}/readyz")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task With_a_token_the_page_is_for_those_who_have_it()
    {
        await using var product = Start(("Web__MetricsToken", "opensesame"));
        var url = await product.CollectedAsync();

        var without = await Pages.GetAsync($"{url}/metrics");
        without.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        without.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        (await Pages.GetAsync($"{url}/metrics", ("Authorization", "Bearer opensesam"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await Pages.GetAsync($"{url}/metrics", ("Authorization", "Bearer opensesame"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Pages.GetAsync($"{url}/healthz")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_runs_of_the_last_day_equal_what_really_happened()
    {
        // The program's clock goes on, so that what lies at the window's edge may be in or out; and a run in progress is in the tables
        // only when an hour of it is over.
        var before = DateTimeOffset.UtcNow;
        await using var product = Start();
        var url = await product.CollectedAsync();
        var after = DateTimeOffset.UtcNow;

        var series = await Pages.SeriesAsync(url);
        var frozen = Workspace.Clock.GetUtcNow();
        var runs = Workspace.History.DaysThrough(frozen).SelectMany(day => day.JobRuns).Where(run => run.Start <= frozen).ToList();
        foreach (var workspace in runs.GroupBy(run => run.WorkspaceId))
        {
            var most = workspace.Count(run => run.Start >= before.AddDays(-1));
            var least = workspace.Count(run => run.Start >= after.AddDays(-1) && run.End <= frozen);
            series[$"databricks_job_runs_total{{workspace_id=\"{workspace.Key}\"}}"].ShouldBeInRange(least, most);
        }
    }

    [Fact]
    public async Task A_restart_keeps_the_counters_and_sends_nothing_again()
    {
        var first = await CountersAfterARunAsync();
        var sent = Records.Read(Folder.Path);

        var second = await CountersAfterARunAsync();
        var all = Records.Read(Folder.Path);

        first.ShouldNotBeEmpty();
        foreach (var (series, value) in first)
            second[series].ShouldBeGreaterThanOrEqualTo(value, series);
        second.Where(series => series.Key.StartsWith("databricks_job_run_seconds_count", StringComparison.Ordinal))
            .ShouldBe(first.Where(series => series.Key.StartsWith("databricks_job_run_seconds_count", StringComparison.Ordinal)));
        sent.Count.ShouldBeLessThanOrEqualTo(all.Count);
        foreach (var versions in all.GroupBy(record => (record.Table, record.Id)))
            versions.Select(version => version.Content).ShouldBeUnique($"{versions.Key} was sent again unchanged");
    }

    [Fact]
    public async Task What_may_not_be_read_is_reported_with_its_grant_and_never_shown_as_zero()
    {
        Workspace.Faults.Add(new Fault(FaultKind.MissingGrant) { Target = "lakeflow" });

        await using var product = Start();
        var url = await product.CollectedAsync();

        product.Output.ShouldMatch(@"job_runs .*not assessed: .*GRANT SELECT ON SCHEMA system\.lakeflow TO");
        var series = await Pages.SeriesAsync(url);
        series.Keys.ShouldNotContain(name => name.StartsWith("databricks_job_runs_total", StringComparison.Ordinal));
        series.Keys.ShouldContain(name => name.StartsWith("databricks_billing_dbus_total", StringComparison.Ordinal));
        using var other = new TemporaryFolder();
        (await OnceAsync(other)).ExitCode.ShouldBe(1);
    }

    private async Task<IReadOnlyDictionary<string, double>> CountersAfterARunAsync()
    {
        await using var product = Start();
        var url = await product.CollectedAsync();
        var series = await Pages.SeriesAsync(url);
        product.Terminate();
        (await product.EndAsync()).ExitCode.ShouldBe(0);
        return series.Where(one => one.Key.Contains("_seconds_count{", StringComparison.Ordinal)).ToDictionary();
    }
}
