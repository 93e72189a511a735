using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Tests.Collection;

public sealed class CollectionEngineTests
{
    private readonly ThingDataset _dataset = new();
    private readonly CollectionHost _host;

    public CollectionEngineTests() => _host = new CollectionHost(_dataset);

    private DateTimeOffset Now => _host.Time.GetUtcNow();

    [Fact]
    public async Task A_record_is_delivered_once_with_its_standard_columns()
    {
        var thing = A("a", 1) with { Time = Now.AddHours(-1) };
        Show(thing);

        var first = await _host.CollectAsync();
        var second = await _host.CollectAsync();

        first.Result.ShouldBe(CollectionResult.Succeeded);
        (first.RowsRead, first.RecordsChanged, first.Delivered).ShouldBe((1, 1, 1));
        (second.RowsRead, second.RecordsChanged, second.Delivered).ShouldBe((1, 0, 0));
        _host.Sink.Lines(_dataset.Table).ShouldBe(
        [
            $$"""
            {"TimeGenerated":"2026-03-10T12:00:00.000Z","EventTime":"2026-03-10T11:00:00.000Z","RecordId":"{{_dataset.RecordOf(thing).RecordId}}","RecordVersion":1773144000000,"Key":"a","Time":"2026-03-10T11:00:00.000Z","Value":1,"Final":false,"Deleted":false}
            """,
        ]);
    }

    [Fact]
    public async Task A_changed_record_is_delivered_with_a_greater_version_even_within_one_millisecond()
    {
        Show(A("a", 1));
        await _host.CollectAsync();
        Show(A("a", 2));
        await _host.CollectAsync();

        _host.Sink.Records(_dataset.Table).Select(record => record.GetProperty("RecordVersion").GetInt64()).ShouldBe([1773144000000, 1773144000001]);
    }

    [Fact]
    public async Task The_first_pass_reads_the_backfill_and_the_next_from_the_cursor_minus_the_overlap()
    {
        await _host.CollectAsync();
        var first = Now;
        _host.Time.Advance(TimeSpan.FromHours(1));
        await _host.CollectAsync();

        _dataset.Contexts.Select(context => context.ChangedFrom).ShouldBe([first - _dataset.Info.Backfill, first - _dataset.Info.Overlap]);
    }

    [Fact]
    public async Task A_pass_that_fails_does_not_move_the_cursor()
    {
        await _host.CollectAsync();
        var first = Now;
        Fail(new IOException("The source broke."));
        _host.Time.Advance(TimeSpan.FromHours(1));
        var failed = await _host.CollectAsync();
        _host.Time.Advance(TimeSpan.FromHours(1));
        await _host.CollectAsync();

        (failed.Result, failed.Reason).ShouldBe((CollectionResult.Failed, "The source broke."));
        _dataset.Contexts[^1].ChangedFrom.ShouldBe(first - _dataset.Info.Overlap);
    }

    [Fact]
    public async Task A_reconciliation_reads_its_whole_window_and_does_not_measure()
    {
        _dataset.Measured = _ => throw new InvalidOperationException("measured");
        await _host.CollectAsync(CollectionPass.Reconcile);
        await _host.CollectAsync(CollectionPass.Reconcile);

        _dataset.Contexts[^1].ChangedFrom.ShouldBe(Now - _dataset.Info.Reconciliation);
        _host.Snapshot(_dataset.Info.Name).ShouldBeNull();
    }

    [Fact]
    public async Task A_reconciliation_after_a_long_outage_reads_from_the_cursor()
    {
        await _host.CollectAsync();
        var first = Now;
        _host.Time.Advance(TimeSpan.FromDays(30));
        await _host.CollectAsync(CollectionPass.Reconcile);

        _dataset.Contexts[^1].ChangedFrom.ShouldBe(first - _dataset.Info.Overlap);
    }

    [Fact]
    public async Task Nothing_read_is_no_data_and_no_failure()
    {
        var outcome = await _host.CollectAsync();

        outcome.Result.ShouldBe(CollectionResult.NoData);
        _host.Sample("things.collection", "dbxserverless_collection_error")!.Value.ShouldBe(0);
    }

    [Fact]
    public async Task A_missing_grant_is_not_assessed_with_its_mend_and_is_tried_again_until_it_is_there()
    {
        Fail(new DatabricksException(DatabricksErrorKind.PermissionDenied, "It may not be read.", "GRANT SELECT ON TABLE t TO `p`"));
        var denied = await _host.CollectAsync();
        var still = await _host.Engine.RetryNotAssessedAsync(Scope.Account, CancellationToken.None);
        Show(A("a", 1));
        var granted = await _host.Engine.RetryNotAssessedAsync(Scope.Account, CancellationToken.None);
        var after = await _host.Engine.RetryNotAssessedAsync(Scope.Account, CancellationToken.None);

        (denied.Result, denied.Reason, denied.Mend).ShouldBe((CollectionResult.NotAssessed, "It may not be read.", "GRANT SELECT ON TABLE t TO `p`"));
        still.ShouldHaveSingleItem().Result.ShouldBe(CollectionResult.NotAssessed);
        granted.ShouldHaveSingleItem().Result.ShouldBe(CollectionResult.Succeeded);
        after.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_record_in_a_neighbouring_day_is_the_same_record()
    {
        var midnight = new DateTimeOffset(Now.Date, TimeSpan.Zero);
        Show(A("a", 1) with { Time = midnight.AddMinutes(5), Final = true });
        await _host.CollectAsync();
        Show(A("a", 1) with { Time = midnight.AddMinutes(-5), Final = true });
        await _host.CollectAsync();
        await _host.CollectAsync();

        _host.Sink.Records(_dataset.Table).Count.ShouldBe(2);
        _host.Sample("things.collection", ThingDataset.Finished.Name)!.Value.ShouldBe(1);
    }

    [Fact]
    public async Task A_record_that_becomes_final_is_counted_once_in_counter_and_histogram()
    {
        Show(A("a", 50));
        await _host.CollectAsync();
        _host.Sample("things.collection", ThingDataset.Finished.Name).ShouldBeNull();

        Show(A("a", 50) with { Final = true });
        await _host.CollectAsync();
        Show(A("a", 60) with { Final = true });
        _host.Restart();
        await _host.CollectAsync();

        _host.Sample("things.collection", ThingDataset.Finished.Name)!.Value.ShouldBe(1);
        var sizes = _host.Sample("things.collection", ThingDataset.Sizes.Name)!.Distribution!;
        sizes.Observations.ShouldBe([0, 1, 0]);
        sizes.Sum.ShouldBe(50);
    }

    private Thing A(string key, long value) => new() { Key = key, Time = Now, Value = value };

    private void Show(params IReadOnlyList<Thing> things) => _dataset.Read = _ => things;

    private void Fail(Exception exception) => _dataset.Read = _ => throw exception;
}
