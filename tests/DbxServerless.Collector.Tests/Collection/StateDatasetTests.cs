using DbxServerless.Collector.Datasets;

namespace DbxServerless.Collector.Tests.Collection;

public sealed class StateDatasetTests
{
    private readonly ThingDataset _dataset = new(kind: DatasetKind.State);
    private readonly CollectionHost _host;

    public StateDatasetTests() => _host = new CollectionHost(_dataset);

    [Fact]
    public async Task What_is_unchanged_is_sent_again_daily()
    {
        Show(new Thing { Key = "a", Time = default });
        await CollectAfterAsync(TimeSpan.Zero);
        await CollectAfterAsync(TimeSpan.FromHours(23));
        _host.Sink.Lines(_dataset.Table).Count.ShouldBe(1);
        await CollectAfterAsync(TimeSpan.FromHours(1));
        await CollectAfterAsync(TimeSpan.FromHours(1));
        _host.Sink.Lines(_dataset.Table).Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_proven_deleted_gets_one_tombstone_and_may_come_back()
    {
        var thing = new Thing { Key = "a", Time = default };
        Show(thing);
        await CollectAfterAsync(TimeSpan.Zero);
        Show(thing with { Deleted = true });
        await CollectAfterAsync(TimeSpan.FromHours(1));
        Show(thing with { Deleted = true, Value = 3 });
        await CollectAfterAsync(TimeSpan.FromDays(3));
        Show(thing);
        await CollectAfterAsync(TimeSpan.FromHours(1));

        _host.Sink.Records(_dataset.Table).Select(record => record.TryGetProperty("IsDeleted", out var deleted) && deleted.GetBoolean())
            .ShouldBe([false, true, false]);
    }

    [Fact]
    public async Task What_is_merely_no_longer_listed_is_left_alone()
    {
        Show(new Thing { Key = "a", Time = default }, new Thing { Key = "b", Time = default });
        await CollectAfterAsync(TimeSpan.Zero);
        Show(new Thing { Key = "b", Time = default });
        await CollectAfterAsync(TimeSpan.FromHours(1));
        Show(new Thing { Key = "a", Time = default }, new Thing { Key = "b", Time = default });
        await CollectAfterAsync(TimeSpan.FromHours(1));

        _host.Sink.Lines(_dataset.Table).Count.ShouldBe(2);
    }

    [Fact]
    public async Task All_is_in_one_partition()
    {
        Show(new Thing { Key = "a", Time = default }, new Thing { Key = "b", Time = _host.Time.GetUtcNow() });
        await CollectAfterAsync(TimeSpan.Zero);

        _host.Blobs.Names.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_was_not_seen_for_as_long_as_the_dataset_remembers_is_forgotten()
    {
        Show(new Thing { Key = "a", Time = default }, new Thing { Key = "b", Time = default });
        await CollectAfterAsync(TimeSpan.Zero);
        var size = _host.Blobs.BytesOf("ledger");
        Show(new Thing { Key = "b", Time = default });
        await CollectAfterAsync(_dataset.Info.Remembers + TimeSpan.FromHours(1));

        _host.Blobs.BytesOf("ledger").ShouldBeLessThan(size);
    }

    private Task CollectAfterAsync(TimeSpan time)
    {
        _host.Time.Advance(time);
        return _host.CollectAsync();
    }

    private void Show(params IReadOnlyList<Thing> things) => _dataset.Read = _ => things;
}
