using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Settings;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Tests.Collection;

public sealed class GroupTests
{
    private readonly ThingDataset _first = new("first");
    private readonly ThingDataset _second = new("second");
    private readonly ThingDataset _slow = new("slow", schedule: ScheduleGroup.Slow);
    private readonly ThingDataset _elsewhere = new("elsewhere", scope: ScopeKind.Region);
    private readonly CollectionHost _host;

    public GroupTests()
    {
        _host = new CollectionHost(_first, _second, _slow, _elsewhere);
        foreach (var dataset in new[] { _first, _second, _slow, _elsewhere })
            dataset.Read = _ => [new Thing { Key = "a", Time = _host.Time.GetUtcNow() }];
    }

    [Fact]
    public async Task One_datasets_failure_does_not_touch_another()
    {
        _first.Read = _ => throw new IOException("broken");
        var outcomes = await _host.Engine.CollectGroupAsync(ScheduleGroup.Regular, Scope.Account, CancellationToken.None);

        outcomes.Select(outcome => (outcome.Dataset, outcome.Result))
            .ShouldBe([("first", CollectionResult.Failed), ("second", CollectionResult.Succeeded)]);
        _host.Sink.Lines(_second.Table).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_slow_tick_collects_slow_datasets_and_reconciles_regular_ones() =>
        _host.Engine.PassesOf(ScheduleGroup.Slow, Scope.Account).Select(pass => (pass.Dataset, pass.Pass)).ShouldBe(
        [
            ("slow", CollectionPass.Incremental), ("first", CollectionPass.Reconcile), ("second", CollectionPass.Reconcile),
        ]);

    [Fact]
    public void A_scope_without_datasets_has_no_passes() =>
        _host.Engine.PassesOf(ScheduleGroup.Regular, new Scope(ScopeKind.Workspace, "adb-1")).ShouldBeEmpty();

    [Fact]
    public async Task Up_is_1_until_two_periods_after_a_collection_in_which_everything_succeeded()
    {
        await CollectRegularAsync();

        var up = _host.Sample("collection", "databricks_up")!;
        (up.Value, up.Labels.Single()).ShouldBe((1, "account"));
        up.ValidUntil.ShouldBe(new DateTimeOffset(2026, 3, 10, 13, 5, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task Up_is_0_when_one_dataset_failed_and_1_again_when_it_succeeds()
    {
        var read = _first.Read;
        _first.Read = _ => throw new IOException("broken");
        await CollectRegularAsync();
        _host.Sample("collection", "databricks_up")!.Value.ShouldBe(0);

        _first.Read = read;
        await CollectRegularAsync();
        _host.Sample("collection", "databricks_up")!.Value.ShouldBe(1);
    }

    [Fact]
    public async Task Up_stays_1_when_something_may_not_be_read_and_is_0_when_nothing_may()
    {
        var denied = new DatabricksException(DatabricksErrorKind.PermissionDenied, "no", "GRANT");
        _first.Read = _ => throw denied;
        await CollectRegularAsync();
        _host.Sample("collection", "databricks_up")!.Value.ShouldBe(1);

        _second.Read = _ => throw denied;
        await CollectRegularAsync();
        _host.Sample("collection", "databricks_up")!.Value.ShouldBe(0);
    }

    [Fact]
    public async Task A_failed_reconciliation_does_not_make_up_0()
    {
        await CollectRegularAsync();
        _first.Read = _ => throw new IOException("broken");
        await _host.Engine.CollectGroupAsync(ScheduleGroup.Slow, Scope.Account, CancellationToken.None);

        _host.Sample("collection", "databricks_up")!.Value.ShouldBe(1);
    }

    [Fact]
    public async Task A_dataset_that_is_off_does_not_make_up_0()
    {
        _first.Read = _ => throw new IOException("broken");
        _host.Options.Datasets["first"] = new DatasetOptions { Enabled = false };
        await CollectRegularAsync();

        _host.Sample("collection", "databricks_up")!.Value.ShouldBe(1);
    }

    [Fact]
    public async Task No_series_is_in_two_snapshots()
    {
        foreach (var group in Enum.GetValues<ScheduleGroup>())
        {
            foreach (var scope in new ScopePlan(_host.Options).Scopes)
                await _host.Engine.CollectGroupAsync(group, scope, CancellationToken.None);
        }

        var series = _host.Snapshots.SelectMany(snapshot => snapshot.Samples)
            .Where(sample => sample.Family.Name.StartsWith("dbx", StringComparison.Ordinal) || sample.Family.Name == "databricks_up")
            .Select(sample => $"{sample.Family.Name} {string.Join(',', sample.Labels)}").ToList();
        series.Count.ShouldBeGreaterThan(50);
        series.ShouldBeUnique();
    }

    private Task CollectRegularAsync() => _host.Engine.CollectGroupAsync(ScheduleGroup.Regular, Scope.Account, CancellationToken.None);
}
