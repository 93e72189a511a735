using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Settings;

namespace DbxServerless.Collector.Tests.Collection;

public sealed class DatasetSwitchTests
{
    private readonly ThingDataset _dataset = new();
    private readonly CollectionHost _host;

    public DatasetSwitchTests() => _host = new CollectionHost(_dataset);

    private DateTimeOffset Now => _host.Time.GetUtcNow();

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

    private Thing A(string key, long value) => new() { Key = key, Time = Now, Value = value };

    private void Show(params IReadOnlyList<Thing> things) => _dataset.Read = _ => things;

    private void Fail(Exception exception) => _dataset.Read = _ => throw exception;

    private IEnumerable<string?> RowsAboutCollections() => _host.Sink.Records(CollectionRow.Table).Select(row => row.GetProperty("Outcome").GetString());
}
