using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;

namespace DbxServerless.Collector.Tests.Collection;

public sealed class CommitTests
{
    private readonly ThingDataset _dataset = new();
    private readonly CollectionHost _host;

    public CommitTests() => _host = new CollectionHost(_dataset);

    private DateTimeOffset Now => _host.Time.GetUtcNow();

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
}
