using System.Text;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;

namespace DbxServerless.Collector.Tests.Collection;

public sealed class DeliveryTests
{
    private readonly ThingDataset _dataset = new();
    private readonly CollectionHost _host;

    public DeliveryTests() => _host = new CollectionHost(_dataset);

    [Fact]
    public async Task What_the_sink_did_not_take_is_delivered_by_the_next_pass_to_the_letter()
    {
        var sent = new List<string>();
        _host.Sink.BeforeDelivery = (table, lines) =>
        {
            if (table == _dataset.Table)
                sent.AddRange(lines);
            if (table == _dataset.Table && sent.Count == 1)
                throw new IOException("The sink is closed.");
        };
        Show(1);
        var failed = await _host.CollectAsync();
        _host.Time.Advance(TimeSpan.FromHours(1));
        _host.Restart();
        Show(2);
        var next = await _host.CollectAsync();

        failed.Result.ShouldBe(CollectionResult.Failed);
        failed.Reason!.ShouldContain("The sink is closed.");
        failed.OldestOutbox.ShouldBe(_host.Time.GetUtcNow().AddHours(-1));
        (next.Result, next.Delivered, next.OldestOutbox).ShouldBe((CollectionResult.Succeeded, 2, null));
        sent.Count.ShouldBe(3);
        sent[1].ShouldBe(sent[0]);
    }

    [Fact]
    public async Task While_the_sink_is_down_measures_go_on_and_the_wait_is_shown()
    {
        _host.Sink.BeforeDelivery = (_, _) => throw new IOException("down");
        Show(1);
        _dataset.Measured = _ => [ThingDataset.Window.Sample(1)];
        await _host.CollectAsync();
        _dataset.Measured = _ => [ThingDataset.Window.Sample(2)];
        _host.Time.Advance(TimeSpan.FromHours(1));
        await _host.CollectAsync();

        _host.Sample("things", ThingDataset.Window.Name)!.Value.ShouldBe(2);
        _host.Sample("things.collection", "dbxserverless_outbox_oldest_age_seconds")!.Since.ShouldBe(_host.Time.GetUtcNow().AddHours(-1));
        _dataset.Contexts.Count.ShouldBe(1, "records are not read while the outbox is not empty");
    }

    [Fact]
    public async Task The_outbox_does_not_grow_without_bound_while_the_sink_is_down()
    {
        _host.Sink.BeforeDelivery = (_, _) => throw new IOException("down");
        for (var hour = 0; hour < 200; hour++)
        {
            Show(hour);
            _dataset.Measured = _ => hour % 2 == 0 ? [ThingDataset.Window.Sample(1)] : throw new OverflowException();
            await _host.CollectAsync();
            _host.Time.Advance(TimeSpan.FromHours(1));
        }

        _host.Blobs.Names.Count.ShouldBeLessThan(60);
    }

    [Fact]
    public async Task A_table_that_the_sink_refuses_does_not_keep_the_row_that_says_so_from_arriving()
    {
        _host.Sink.BeforeDelivery = (table, _) =>
        {
            if (table == _dataset.Table)
                throw new IOException("no such stream");
        };
        Show(1);
        await _host.CollectAsync();

        _host.Sink.Records(CollectionRow.Table).ShouldHaveSingleItem().GetProperty("Reason").GetString()!.ShouldContain("no such stream");
    }

    [Fact]
    public async Task That_rows_about_the_collection_are_refused_does_not_keep_records_from_being_collected()
    {
        _host.Sink.BeforeDelivery = (table, _) =>
        {
            if (table == CollectionRow.Table)
                throw new IOException("no such stream");
        };
        Show(1);
        await _host.CollectAsync();
        Show(2);
        var outcome = await _host.CollectAsync();

        (outcome.Result, outcome.Delivered).ShouldBe((CollectionResult.Succeeded, 1));
        outcome.OldestOutbox.ShouldNotBeNull();
    }

    [Fact]
    public async Task While_the_outbox_cannot_be_read_nothing_is_put_behind_it()
    {
        _host.Sink.BeforeDelivery = (_, _) => throw new IOException("down");
        Show(1);
        await _host.CollectAsync();
        _host.Sink.BeforeDelivery = (_, _) => { };
        await _host.Blobs.DeleteAsync(_host.Blobs.Names.First(name => name.Contains("outbox", StringComparison.Ordinal)), CancellationToken.None);
        for (var value = 2; value < 5; value++)
        {
            Show(value);
            (await _host.CollectAsync()).Reason!.ShouldContain("is missing");
        }

        _dataset.Contexts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Records_that_are_refused_for_good_are_kept_with_the_reason_and_counted()
    {
        _dataset.Read = _ => [Thing("good", 1), Thing("bad", 2)];
        _host.Sink.Refuses = line => line.Contains("\"Key\":\"bad\"") ? "too large" : null;
        var outcome = await _host.CollectAsync();
        var again = await _host.CollectAsync();

        (outcome.Result, outcome.Delivered, outcome.SetAside).ShouldBe((CollectionResult.Succeeded, 1, 1));
        again.SetAside.ShouldBe(0);
        var blob = _host.Blobs.Names.Single(name => name.StartsWith("set-aside/", StringComparison.Ordinal));
        blob.ShouldStartWith("set-aside/TestThings/2026-03-10/");
        var content = Encoding.UTF8.GetString(_host.Blobs.Content(blob));
        content.ShouldStartWith("{\"Reason\":\"too large\",\"Record\":{\"TimeGenerated\":");
        content.ShouldContain("\"Key\":\"bad\"");
        content.ShouldNotContain("\"Key\":\"good\"");
        _host.Sample("things.collection", "dbxserverless_records_set_aside_total")!.Value.ShouldBe(1);
    }

    [Fact]
    public async Task A_crash_after_delivery_repeats_the_records_to_the_letter()
    {
        Show(1);
        _host.Sink.BeforeDelivery = (table, _) =>
        {
            if (table == _dataset.Table && _host.Sink.Deliveries == 0)
                _host.Faults.FailAt(1, afterwards: true, dies: true);
        };
        await _host.CollectAsync();
        _host.Restart();
        _host.Time.Advance(TimeSpan.FromHours(1));
        await _host.CollectAsync();

        _host.Sink.Lines(_dataset.Table).Count.ShouldBe(2);
        _host.Sink.Lines(_dataset.Table).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Of_two_engines_that_collect_at_the_same_time_one_commits_and_the_other_has_sent_nothing()
    {
        var other = _host.NewEngine();
        CollectionOutcome? winner = null;
        var saves = 0;
        _host.States.BeforeSave = async _ =>
        {
            if (Interlocked.Increment(ref saves) == 1)
                winner = await other.CollectAsync(_dataset, Scope.Account, CollectionPass.Incremental, CancellationToken.None);
        };
        var version = 0;
        _dataset.Read = _ => [Thing("a", ++version)];
        var loser = await _host.CollectAsync();

        (winner!.Result, winner.Delivered).ShouldBe((CollectionResult.Succeeded, 1));
        (loser.Result, loser.Delivered).ShouldBe((CollectionResult.LostRace, 0));
        _host.Sink.Records(_dataset.Table).ShouldHaveSingleItem().GetProperty("Value").GetInt64().ShouldBe(2, "the second to read was the first to commit");
        _host.Blobs.Names.Count.ShouldBe(1, "the loser's blobs are gone");
    }

    private static Thing Thing(string key, long value) => new() { Key = key, Time = new DateTimeOffset(2026, 3, 10, 9, 0, 0, TimeSpan.Zero), Value = value };

    private void Show(long value) => _dataset.Read = _ => [Thing("a", value)];
}
