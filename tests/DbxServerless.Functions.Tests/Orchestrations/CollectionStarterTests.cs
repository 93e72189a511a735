using System.Text.Json;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Metrics;
using DbxServerless.Collector.Storage;
using DbxServerless.Functions.Orchestrations;
using Microsoft.DurableTask.Client;

namespace DbxServerless.Functions.Tests.Orchestrations;

public sealed class CollectionStarterTests : IDisposable
{
    private const string RegularOfRegion = "collect-regular-region-default";

    private readonly AppFixture _app = new();
    private readonly CollectionStarter _starter;

    public CollectionStarterTests() => _starter = _app.Get<CollectionStarter>();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_group_starts_once_for_each_scope_that_has_something_to_collect()
    {
        await _starter.StartGroupAsync(_app.Durable, ScheduleGroup.Regular, CancellationToken.None);

        _app.Durable.Started.ShouldContain(start => start.Instance == RegularOfRegion);
        _app.Durable.Started.Select(start => start.Instance).ShouldBeUnique();
        _app.Durable.Started.ShouldAllBe(start => start.Name == "Collect");
        var request = JsonSerializer.Deserialize<CollectRequest>(_app.Durable.Started.Single(start => start.Instance == RegularOfRegion).Input, OrchestrationJson.Options)!;
        request.Scope.ShouldBe(AppFixture.Region);
        request.Passes.ShouldBe(_app.Engine.PassesOf(ScheduleGroup.Regular, AppFixture.Region));
    }

    [Fact]
    public async Task A_tick_starts_nothing_while_the_last_collection_is_under_way()
    {
        await StartAsync();
        _app.Time.Advance(TimeSpan.FromHours(1));

        (await StartAsync()).ShouldBe(StartOutcome.StillRunning);

        _app.Durable.Started.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Completed)]
    [InlineData(OrchestrationRuntimeStatus.Failed)]
    [InlineData(OrchestrationRuntimeStatus.Terminated)]
    public async Task A_tick_starts_again_when_the_last_collection_has_ended_however(OrchestrationRuntimeStatus ended)
    {
        await StartAsync();
        _app.Durable.Set(RegularOfRegion, ended);

        (await StartAsync()).ShouldBe(StartOutcome.Started);

        _app.Durable.Started.Count.ShouldBe(2);
        _app.Durable.Terminated.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_collection_that_is_under_way_for_three_periods_is_ended_and_started_anew()
    {
        await StartAsync();
        _app.Time.Advance(TimeSpan.FromHours(3));

        (await StartAsync()).ShouldBe(StartOutcome.Replaced);

        _app.Durable.Terminated.ShouldBe([RegularOfRegion]);
        _app.Durable.Started.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_does_not_end_in_time_is_left_to_the_next_tick()
    {
        await StartAsync();
        _app.Time.Advance(TimeSpan.FromHours(3));
        _app.Durable.Ends = false;

        var starting = StartAsync();
        starting.IsCompleted.ShouldBeFalse();
        _app.Time.Advance(TimeSpan.FromSeconds(20));

        (await starting).ShouldBe(StartOutcome.Ending);
        _app.Durable.Started.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_scope_that_does_not_start_keeps_no_other_from_starting()
    {
        _app.Durable.Broken.Add(RegularOfRegion);

        var failure = await Should.ThrowAsync<AggregateException>(() => _starter.StartGroupAsync(_app.Durable, ScheduleGroup.Regular, CancellationToken.None));

        failure.InnerExceptions.ShouldHaveSingleItem().Message.ShouldBe($"{RegularOfRegion} does not start.");
        _app.Durable.Started.ShouldContain(start => start.Instance == CollectionStarter.InstanceOf(ScheduleGroup.Regular, AppFixture.Account));
    }

    [Fact]
    public async Task The_first_round_starts_every_group_without_reconciliation_and_only_once()
    {
        await StartAsync();

        await _starter.StartFirstRoundAsync(_app.Durable, CancellationToken.None);
        await _starter.StartFirstRoundAsync(_app.Durable, CancellationToken.None);

        var started = _app.Durable.Started;
        started.Select(start => start.Instance).ShouldBeUnique();
        started.ShouldContain(start => start.Instance.StartsWith("collect-slow-", StringComparison.Ordinal));
        started.SelectMany(start => JsonSerializer.Deserialize<CollectRequest>(start.Input, OrchestrationJson.Options)!.Passes)
            .ShouldAllBe(pass => pass.Pass == CollectionPass.Incremental);
    }

    [Fact]
    public async Task The_first_round_takes_from_the_page_what_the_settings_no_longer_name()
    {
        var snapshots = _app.Get<SnapshotStore>();
        foreach (var scope in new[] { AppFixture.Region, new Scope(ScopeKind.Region, "left") })
            await snapshots.PublishAsync(new Snapshot("job_runs", scope, _app.Time.GetUtcNow(), []), CancellationToken.None);

        await _starter.StartFirstRoundAsync(_app.Durable, CancellationToken.None);

        var blobs = _app.Get<IBlobStore>();
        await using var kept = await blobs.OpenReadAsync("snapshots/job_runs/region-default.prom", CancellationToken.None);
        kept.ShouldNotBeNull();
        (await blobs.OpenReadAsync("snapshots/job_runs/region-left.prom", CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Retries_start_for_each_scope_beside_the_collections()
    {
        await _starter.StartGroupAsync(_app.Durable, ScheduleGroup.Regular, CancellationToken.None);
        _app.Durable.Started.Clear();

        await _starter.StartRetriesAsync(_app.Durable, CancellationToken.None);

        _app.Durable.Started.Select(start => (start.Name, start.Instance)).ShouldBe(
            [("RetryNotAssessed", "retry-workspace-acme"), ("RetryNotAssessed", "retry-region-default"), ("RetryNotAssessed", "retry-account")], ignoreOrder: true);
    }

    private Task<StartOutcome?> StartAsync() => _starter.StartAsync(_app.Durable, ScheduleGroup.Regular, AppFixture.Region, CancellationToken.None);
}
