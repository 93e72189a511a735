using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Metrics;
using DbxServerless.Collector.Settings;
using DbxServerless.Collector.Storage;
using DbxServerless.Databricks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace DbxServerless.Testing.Collection;

/// <summary>What a collection keeps to, whatever it is stored in.</summary>
public abstract class CollectionSuite : IWorkspaceClients
{
    private static readonly WorkspaceClient Client = new(
        new WorkspaceConnection { Host = "adb-1.1.azuredatabricks.net", Token = "none", WarehouseId = "abcdef0123456789" }, TimeProvider.System, NullLoggerFactory.Instance);

    private readonly ThingDataset _dataset = new();
    private readonly ManualTimeProvider _time = new();
    private UnreliableSink? _sink;

    protected abstract IStateStore States { get; }

    protected abstract IBlobStore Blobs { get; }

    protected abstract IRecordSink Sink { get; }

    /// <summary>The records that arrived in a table, as JSON, in any order.</summary>
    protected abstract IEnumerable<string> LinesOf(string table);

    private UnreliableSink Unreliable => _sink ??= new UnreliableSink(Sink);

    [Fact]
    public async Task What_is_collected_arrives_once_and_again_only_when_it_has_changed()
    {
        Show(("a", 1), ("b", 2));
        (await CollectAsync(NewProcess())).Delivered.ShouldBe(2);
        _time.Advance(TimeSpan.FromHours(1));
        (await CollectAsync(NewProcess())).Delivered.ShouldBe(0);
        _time.Advance(TimeSpan.FromHours(1));
        Show(("a", 1), ("b", 3));
        (await CollectAsync(NewProcess())).Delivered.ShouldBe(1);

        var things = Things();
        things.Select(thing => (thing.Key, thing.Value)).ShouldBe([("a", 1), ("b", 2), ("b", 3)], ignoreOrder: true);
        things.Single(thing => thing.Value == 3).Version.ShouldBeGreaterThan(things.Single(thing => thing.Value == 2).Version);
    }

    [Fact]
    public async Task Of_two_processes_that_collect_at_the_same_time_one_commits_and_the_other_has_sent_nothing()
    {
        // Both have loaded the state before either commits.
        using var both = new Barrier(2);
        _dataset.Read = _ =>
        {
            both.SignalAndWait();
            return [NewThing("a", 1), NewThing("b", 2)];
        };

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => CollectAsync(NewProcess()))));

        outcomes.Select(outcome => outcome.Result).ShouldBe([CollectionResult.Succeeded, CollectionResult.LostRace], ignoreOrder: true);
        outcomes.Sum(outcome => outcome.Delivered).ShouldBe(2);
        Things().Select(thing => thing.Key).ShouldBe(["a", "b"], ignoreOrder: true);
    }

    [Fact]
    public async Task The_outbox_of_a_process_that_is_gone_is_delivered_by_the_next_one()
    {
        Show(("a", 1));
        Unreliable.FailsBefore = true;
        (await CollectAsync(NewProcess())).Result.ShouldBe(CollectionResult.Failed);
        LinesOf(_dataset.Table).ShouldBeEmpty();
        Unreliable.FailsBefore = false;
        _time.Advance(TimeSpan.FromHours(1));

        (await CollectAsync(NewProcess())).Delivered.ShouldBe(1);

        Things().Select(thing => (thing.Key, thing.Value)).ShouldBe([("a", 1)]);
    }

    [Fact]
    public async Task What_arrived_without_anybody_knowing_comes_again_to_the_letter_if_at_all()
    {
        Show(("a", 1));
        Unreliable.FailsAfter = true;
        await CollectAsync(NewProcess());
        Unreliable.FailsAfter = false;
        _time.Advance(TimeSpan.FromHours(1));

        await CollectAsync(NewProcess());

        LinesOf(_dataset.Table).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_final_thing_is_counted_once_whichever_process_counts()
    {
        for (var round = 1; round <= 3; round++)
        {
            _dataset.Read = _ => [.. Enumerable.Range(0, round).Select(number => NewThing($"thing {number}", number) with { Final = true })];
            await CollectAsync(NewProcess());
            _time.Advance(TimeSpan.FromHours(1));
        }

        (await PageAsync()).ShouldContain("test_finished_total{group=\"g\"} 3\n");
    }

    WorkspaceClient IWorkspaceClients.For(WorkspaceOptions workspace) => Client;

    private void Show(params (string Key, long Value)[] things) => _dataset.Read = _ => things.Select(thing => NewThing(thing.Key, thing.Value));

    private Thing NewThing(string key, long value) => new() { Key = key, Time = _time.GetUtcNow().Date.AddHours(1), Value = value };

    private IReadOnlyList<(string Key, long Value, long Version)> Things() =>
    [
        .. LinesOf(_dataset.Table).Select(line => JsonDocument.Parse(line).RootElement).Select(record => (
            record.GetProperty("Key").GetString()!, record.GetProperty("Value").GetInt64(), record.GetProperty("RecordVersion").GetInt64())),
    ];

    private Task<CollectionOutcome> CollectAsync(CollectionEngine process) =>
        process.CollectAsync(_dataset, Scope.Account, CollectionPass.Incremental, CancellationToken.None);

    private CollectionEngine NewProcess()
    {
        var options = new CollectorOptions();
        options.Limits.WarehouseSecondsPerDay = 0;
        options.Workspaces.Add(new WorkspaceOptions { Host = "adb-1.1.azuredatabricks.net", WarehouseId = "abcdef0123456789" });
        return new CollectionEngine(
            Options.Create(options), DatasetCatalog.Of([_dataset]), new ScopePlan(options), this, States, Blobs, Unreliable, NewSnapshots(), _time, NullLogger<CollectionEngine>.Instance);
    }

    private async Task<string> PageAsync()
    {
        using var page = new MetricsPage(NewSnapshots(), _time, NullLogger<MetricsPage>.Instance);
        var rendered = await page.RenderAsync(null, gzip: false, MetricNames.Product, CancellationToken.None);
        using var text = new MemoryStream();
        var writer = PipeWriter.Create(text);
        await rendered.WriteToAsync(writer, CancellationToken.None);
        return Encoding.UTF8.GetString(text.ToArray());
    }

    private SnapshotStore NewSnapshots() => new(Blobs, States, NullLogger<SnapshotStore>.Instance);
}
