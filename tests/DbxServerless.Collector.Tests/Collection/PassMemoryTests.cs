using System.Text.Json.Serialization;
using DbxServerless.Collector.Collection;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Tests.Collection;

public sealed partial class PassMemoryTests
{
    private readonly ThingDataset _dataset = new();
    private readonly CollectionHost _host;
    private readonly List<int?> _recalled = [];

    public PassMemoryTests()
    {
        _host = new CollectionHost(_dataset);
        _dataset.Read = context => Remember(context, [new Thing { Key = "a", Time = _host.Time.GetUtcNow() }]);
    }

    [Fact]
    public async Task What_a_pass_remembers_the_next_one_recalls_also_in_another_process()
    {
        await CollectAsync();
        _host.Restart();
        await CollectAsync();
        _recalled.ShouldBe([null, 1]);
        _host.Blobs.Names.Count(name => name.Contains("memory")).ShouldBe(1);
    }

    [Fact]
    public async Task A_pass_that_fails_leaves_what_was_remembered_before()
    {
        await CollectAsync();
        _dataset.Read = context => Remember(context, Failing());
        (await CollectAsync()).Result.ShouldBe(CollectionResult.Failed);
        _dataset.Read = context => Remember(context, []);
        await CollectAsync();
        _recalled.ShouldBe([null, 1, 1]);
    }

    [Fact]
    public async Task It_is_kept_without_records_too()
    {
        _host.Options.Datasets["things"] = new() { Records = false };
        _dataset.Measured = context =>
        {
            Remember(context, []).Count();
            return [ThingDataset.Window.Sample(1)];
        };
        await CollectAsync();
        await CollectAsync();
        _recalled.ShouldBe([null, 1]);
    }

    [Fact]
    public async Task As_long_as_nothing_can_be_delivered_nothing_is_remembered_anew()
    {
        await CollectAsync();
        var now = _host.Time.GetUtcNow();
        _dataset.Read = context => Remember(context, [new Thing { Key = "b", Time = now }]);
        _dataset.Measured = context =>
        {
            Remember(context, []).Count();
            return [ThingDataset.Window.Sample(1)];
        };
        _host.Sink.BeforeDelivery = (_, _) => throw new IOException("The sink is down.");
        await CollectAsync();
        await CollectAsync();
        await CollectAsync();
        _host.Sink.BeforeDelivery = (_, _) => { };
        await CollectAsync();

        // The first pass behind the failure committed its memory with its record; the two after it collected nothing and left it alone.
        _recalled.Distinct().ShouldBe([null, 1, 2]);
        _host.Sink.Records(_dataset.Table).Select(record => record.GetProperty("Key").GetString()).ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task A_part_that_may_not_be_read_is_told_and_the_rest_is_collected()
    {
        _dataset.Read = context =>
        {
            context.Skip(new DatabricksException(DatabricksErrorKind.PermissionDenied, "It may not be read.", "GRANT it."));
            return [new Thing { Key = "a", Time = _host.Time.GetUtcNow() }];
        };
        var outcome = await CollectAsync();
        (outcome.Result, outcome.Mend, outcome.RecordsChanged).ShouldBe((CollectionResult.NotAssessed, "GRANT it.", 1));
    }

    private Task<CollectionOutcome> CollectAsync()
    {
        _host.Time.Advance(TimeSpan.FromMinutes(1));
        return _host.CollectAsync();
    }

    private IEnumerable<Thing> Remember(CollectionContext context, IEnumerable<Thing> things)
    {
        var last = context.Recall(NoteJson.Default.Note)?.Pass;
        _recalled.Add(last);
        context.Remember(new Note((last ?? 0) + 1), NoteJson.Default.Note);
        return things;
    }

    private static IEnumerable<Thing> Failing()
    {
        yield return new Thing { Key = "c", Time = DateTimeOffset.UnixEpoch };
        throw new DatabricksException(DatabricksErrorKind.Unavailable, "Out of order.", "Wait.");
    }

    internal sealed record Note(int Pass);

    [JsonSerializable(typeof(Note))]
    internal sealed partial class NoteJson : JsonSerializerContext;
}
