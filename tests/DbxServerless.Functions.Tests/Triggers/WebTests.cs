using System.Text.Json;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Metrics;
using DbxServerless.Functions.Orchestrations;
using DbxServerless.Functions.Triggers;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace DbxServerless.Functions.Tests.Triggers;

public sealed class WebTests : IDisposable
{
    private static readonly MetricFamily Family = new("dbx_test", MetricType.Gauge, "A test.", "scope");

    private readonly AppFixture _app = new();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task The_page_shows_what_was_published_and_says_what_it_is()
    {
        await PublishAsync();

        var (status, body, headers) = await Answers.OfAsync(async request => await _app.Get<WebTriggers>().MetricsAsync(request));

        status.ShouldBe(200);
        body.ShouldContain("dbx_test{scope=\"account\"} 1");
        headers.ContentType.ToString().ShouldStartWith("text/plain; version=0.0.4");
        headers.ContentLength.ShouldBe(body.Length);
        headers.Vary.ToString().ShouldBe("Accept, Accept-Encoding");
    }

    [Fact]
    public async Task Compression_and_names_are_the_clients_wish()
    {
        await PublishAsync();

        var (_, _, headers) = await Answers.OfAsync(async request => await _app.Get<WebTriggers>().MetricsAsync(request), ("Accept-Encoding", "gzip"));
        headers.ContentEncoding.ToString().ShouldBe("gzip");

        var (status, body, _) = await Answers.OfAsync(
            async request =>
            {
                request.QueryString = new QueryString("?names=other");
                return await _app.Get<WebTriggers>().MetricsAsync(request);
            });
        (status, body).ShouldBe((400, "'names' can be 'sliding', or be left out.\n"));
    }

    [Fact]
    public async Task Ready_is_who_has_something_to_show()
    {
        (await Answers.OfAsync(async request => await _app.Get<WebTriggers>().ReadyzAsync(request))).Status.ShouldBe(503);
        (await Answers.OfAsync(request => Task.FromResult(_app.Get<WebTriggers>().Healthz(request)))).Status.ShouldBe(200);

        await PublishAsync();

        (await Answers.OfAsync(async request => await _app.Get<WebTriggers>().ReadyzAsync(request))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task The_status_tells_of_every_group_and_scope_how_it_went()
    {
        var id = CollectionStarter.InstanceOf(ScheduleGroup.Regular, AppFixture.Region);
        var summary = new PassSummary("job_runs", CollectionPass.Incremental, CollectionResult.NotAssessed) { Mend = "GRANT SELECT" };
        _app.Durable.Set(id, OrchestrationRuntimeStatus.Completed, JsonSerializer.Serialize(new[] { summary }, OrchestrationJson.Options));

        var (status, body, _) = await Answers.OfAsync(request => _app.Get<ManageTriggers>().StatusAsync(request, _app.Durable, CancellationToken.None));

        status.ShouldBe(200);
        var collections = JsonDocument.Parse(body).RootElement.GetProperty("collections").EnumerateArray().ToDictionary(
            item => (item.GetProperty("group").GetString(), item.GetProperty("scope").GetString()), item => item);
        var regular = collections[("Regular", "region:default")];
        regular.GetProperty("status").GetString().ShouldBe("Completed");
        regular.GetProperty("passes")[0].GetProperty("mend").GetString().ShouldBe("GRANT SELECT");
        collections[("Regular", "account")].GetProperty("status").GetString().ShouldBe("NeverStarted");
    }

    [Fact]
    public async Task Collecting_now_starts_what_was_asked_for()
    {
        var (status, body, _) = await Answers.OfAsync(request =>
        {
            request.QueryString = new QueryString("?group=regular&scope=account");
            return _app.Get<ManageTriggers>().CollectAsync(request, _app.Durable, CancellationToken.None);
        });

        (status, body).ShouldBe((202, """[{"group":"Regular","scope":"account","outcome":"Started"}]"""));
        _app.Durable.Started.ShouldHaveSingleItem().Instance.ShouldBe("collect-regular-account");
    }

    [Fact]
    public async Task Collecting_what_is_not_there_says_what_there_is()
    {
        var (status, body, _) = await Answers.OfAsync(request =>
        {
            request.QueryString = new QueryString("?scope=region:mars");
            return _app.Get<ManageTriggers>().CollectAsync(request, _app.Durable, CancellationToken.None);
        });

        status.ShouldBe(400);
        body.ShouldContain("scopes are workspace:acme, region:default, account");
        _app.Durable.Started.ShouldBeEmpty();
    }

    private Task PublishAsync() => _app.Get<ISnapshotPublisher>().PublishAsync(
        new Snapshot("test", Scope.Account, _app.Time.GetUtcNow(), [Family.Sample(1, "account")]), CancellationToken.None);
}
