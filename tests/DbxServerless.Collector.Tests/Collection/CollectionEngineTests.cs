using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Settings;
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

    [Fact]
    public async Task A_dataset_that_is_off_reads_nothing_and_shows_nothing_but_that()
    {
        Show(A("a", 1));
        _dataset.Measured = _ => [ThingDataset.Window.Sample(1)];
        await _host.CollectAsync();
        _host.Options.Datasets["things"] = new DatasetOptions { Enabled = false };
        var outcome = await _host.CollectAsync();

        outcome.Result.ShouldBe(CollectionResult.Off);
        _dataset.Contexts.Count.ShouldBe(1);
        _host.Snapshot("things")!.Samples.ShouldBeEmpty();
        _host.Sample("things.collection", "dbxserverless_dataset_off")!.Value.ShouldBe(1);
        RowsAboutCollections().ShouldBe(["Succeeded", "Off"]);
    }

    [Fact]
    public async Task Records_and_metrics_can_each_be_switched_off()
    {
        Show(A("a", 1) with { Final = true });
        _dataset.Measured = _ => [ThingDataset.Window.Sample(1)];
        _host.Options.Datasets["things"] = new DatasetOptions { Records = false };
        await _host.CollectAsync();
        _dataset.Contexts.ShouldBeEmpty();
        _host.Snapshot("things")!.Samples.ShouldHaveSingleItem();

        _host.Options.Datasets["things"] = new DatasetOptions { Metrics = false };
        await _host.CollectAsync();
        _host.Sink.Lines(_dataset.Table).ShouldHaveSingleItem();
        _host.Snapshot("things")!.Samples.ShouldBeEmpty();
        _host.Sample("things.collection", ThingDataset.Finished.Name).ShouldBeNull();
    }

    [Fact]
    public async Task A_family_that_is_left_off_is_neither_measured_nor_counted_on_the_page()
    {
        Show(A("a", 1) with { Final = true });
        _dataset.Measured = _ => [ThingDataset.Window.Sample(1)];
        _host.Options.Datasets["things"] = new DatasetOptions { WithoutFamilies = [ThingDataset.Window.Name, ThingDataset.Finished.Name] };
        await _host.CollectAsync();

        _host.Snapshot("things")!.Samples.ShouldBeEmpty();
        _host.Sample("things.collection", ThingDataset.Finished.Name).ShouldBeNull();
        _host.Sample("things.collection", ThingDataset.Sizes.Name).ShouldNotBeNull();
    }

    [Fact]
    public async Task Measures_that_fail_keep_their_last_snapshot_and_the_records_go_on()
    {
        Show(A("a", 1));
        _dataset.Measured = _ => [ThingDataset.Window.Sample(7)];
        await _host.CollectAsync();
        _dataset.Measured = _ => throw new IOException("The measure broke.");
        Show(A("a", 2));
        var outcome = await _host.CollectAsync();

        (outcome.Result, outcome.Delivered).ShouldBe((CollectionResult.Failed, 1));
        _host.Sample("things", ThingDataset.Window.Name)!.Value.ShouldBe(7);
        _host.Sample("things.collection", "dbxserverless_collection_error")!.Value.ShouldBe(1);
    }

    [Fact]
    public async Task A_row_about_the_collection_comes_when_the_outcome_changes_and_every_quarter_of_an_hour()
    {
        Show(A("a", 1));
        for (var minute = 0; minute < 20; minute++)
        {
            await _host.CollectAsync();
            _host.Time.Advance(TimeSpan.FromMinutes(1));
        }

        RowsAboutCollections().ShouldBe(["Succeeded", "Succeeded"]);
        Fail(new IOException("broken"));
        await _host.CollectAsync();
        await _host.CollectAsync();
        RowsAboutCollections().ShouldBe(["Succeeded", "Succeeded", "Failed"]);

        var row = _host.Sink.Records(CollectionRow.Table)[^1];
        row.GetProperty("Dataset").GetString().ShouldBe("things");
        row.GetProperty("Scope").GetString().ShouldBe("account");
        row.GetProperty("Reason").GetString().ShouldBe("broken");
    }

    [Fact]
    public async Task Only_changed_partitions_are_written_again_and_blobs_that_nothing_needs_are_deleted()
    {
        Show(A("a", 1) with { Time = Now.AddDays(-5) }, A("b", 1) with { Time = Now });
        await _host.CollectAsync();
        var before = _host.Blobs.Names;
        Show(A("a", 1) with { Time = Now.AddDays(-5) }, A("b", 2) with { Time = Now });
        await _host.CollectAsync();

        before.Count.ShouldBe(2);
        _host.Blobs.Names.Count.ShouldBe(2);
        _host.Blobs.Names.Intersect(before).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_day_is_forgotten_once_it_and_its_last_change_are_older_than_the_dataset_remembers()
    {
        Show(A("a", 1) with { Time = Now.AddDays(-10) });
        await _host.CollectAsync();
        foreach (var (days, partitions) in new[] { (_dataset.Info.Remembers.Days, 2), (1, 2) })
        {
            _host.Time.Advance(TimeSpan.FromDays(days));
            Show(A($"after {days}", 1));
            await _host.CollectAsync();
            _host.Blobs.Names.Count.ShouldBe(partitions);
        }
    }

    [Fact]
    public async Task Blobs_that_a_crash_left_behind_are_swept_when_they_are_a_day_old()
    {
        await _host.CollectAsync();
        _host.Time.Advance(TimeSpan.FromHours(20));
        Show(A("a", 1));
        _host.Faults.FailAt(2, afterwards: true, dies: true);
        await _host.CollectAsync();
        _host.Restart();
        var orphan = _host.Blobs.Names.ShouldHaveSingleItem();

        _host.Time.Advance(TimeSpan.FromHours(5));
        await _host.CollectAsync();
        _host.Blobs.Names.ShouldContain(orphan);
        _host.Time.Advance(TimeSpan.FromHours(24));
        await _host.CollectAsync();
        _host.Blobs.Names.ShouldNotContain(orphan);
    }

    [Fact]
    public async Task A_source_that_breaks_after_some_chunks_has_delivered_them_and_the_next_pass_the_rest()
    {
        _host.ChunkSize = 2;
        _host.Restart();
        var deliveries = new List<int>();
        _host.Sink.BeforeDelivery = (table, lines) =>
        {
            if (table == _dataset.Table)
                deliveries.Add(lines.Count);
        };
        var things = Enumerable.Range(0, 5).Select(index => A($"thing {index}", 1) with { Final = true }).ToArray();
        _dataset.Read = _ => things.Take(4).Concat(Enumerable.Range(0, 1).Select<int, Thing>(_ => throw new IOException("broken")));
        var broken = await _host.CollectAsync();
        Show(things);
        var whole = await _host.CollectAsync();

        (broken.Result, broken.Delivered).ShouldBe((CollectionResult.Failed, 4));
        (whole.Result, whole.Delivered).ShouldBe((CollectionResult.Succeeded, 1));
        deliveries.ShouldBe([2, 2, 1]);
        _host.Sample("things.collection", ThingDataset.Finished.Name)!.Value.ShouldBe(5);
    }

    [Fact]
    public async Task Whatever_fails_is_an_outcome_that_is_told()
    {
        var told = new List<CollectionResult>();
        _host.Engine.Collected += outcome => told.Add(outcome.Result);
        _host.Faults.FailAt(1, afterwards: false, dies: true);
        var dead = await _host.CollectAsync();

        (dead.Result, dead.Reason).ShouldBe((CollectionResult.Failed, "The operation was not done."));
        told.ShouldBe([CollectionResult.Failed]);
    }

    [Fact]
    public async Task A_pass_that_is_cancelled_throws_and_leaves_the_cursor()
    {
        using var cancellation = new CancellationTokenSource();
        _dataset.Read = _ =>
        {
            cancellation.Cancel();
            return [A("a", 1)];
        };
        await Should.ThrowAsync<OperationCanceledException>(
            () => _host.Engine.CollectAsync(_dataset, Scope.Account, CollectionPass.Incremental, cancellation.Token));

        _host.Sink.Lines(_dataset.Table).ShouldBeEmpty();
        _host.Blobs.Names.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_missing_blob_is_named_with_what_to_do()
    {
        Show(A("a", 1));
        await _host.CollectAsync();
        await _host.Blobs.DeleteAsync(_host.Blobs.Names.Single(), CancellationToken.None);
        var outcome = await _host.CollectAsync();

        outcome.Result.ShouldBe(CollectionResult.Failed);
        outcome.Reason!.ShouldContain("is missing");
        outcome.Reason!.ShouldContain("collections/things/account");
    }

    private Thing A(string key, long value) => new() { Key = key, Time = Now, Value = value };

    private void Show(params IReadOnlyList<Thing> things) => _dataset.Read = _ => things;

    private void Fail(Exception exception) => _dataset.Read = _ => throw exception;

    private IEnumerable<string?> RowsAboutCollections() => _host.Sink.Records(CollectionRow.Table).Select(row => row.GetProperty("Outcome").GetString());
}
