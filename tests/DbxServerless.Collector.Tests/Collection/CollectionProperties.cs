using System.Text.Json;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;
using FsCheck;
using FsCheck.Fluent;

namespace DbxServerless.Collector.Tests.Collection;

/// <summary>Over any order, repetition, lateness, crash point and rival.</summary>
public sealed class CollectionProperties
{
    private static readonly Gen<HistoryStep.Disturbance?> Disturbances = Gen.Frequency(
        (2, Gen.Constant<HistoryStep.Disturbance?>(null)),
        (1, from save in Gen.Choose(1, 6) select (HistoryStep.Disturbance?)new HistoryStep.Rival(save)),
        (3, from operation in Gen.Choose(1, 30)
            from afterwards in Gen.Elements(true, false)
            from dies in Gen.Elements(true, false)
            select (HistoryStep.Disturbance?)new HistoryStep.Fault(operation, afterwards, dies)));

    private static readonly Gen<HistoryStep> Steps = Gen.Frequency(
        (3, from key in Gen.Choose(0, 7)
            from moved in Gen.Choose(-12, 12)
            from final in Gen.Elements(true, false)
            from late in Gen.Choose(0, 400)
            select (HistoryStep)new HistoryStep.Change(key, moved, final, late)),
        (2, from minutes in Gen.Choose(0, 600)
            from kind in Gen.Elements(CollectionPass.Incremental, CollectionPass.Incremental, CollectionPass.Reconcile)
            from order in Gen.Choose(0, 1000)
            from disturbance in Disturbances
            select (HistoryStep)new HistoryStep.Pass(minutes, kind, order, disturbance)));

    private static readonly Arbitrary<HistoryStep[]> Histories = Arb.From(
        Steps.ArrayOf(),
        steps => Enumerable.Range(0, steps.Length).Select(left => steps.Where((_, index) => index != left).ToArray()));

    [Theory]
    [InlineData(2)]
    [InlineData(20_000)]
    public void The_sink_ends_up_with_the_truth_and_counts_every_final_thing_once(int chunkSize) =>
        Prop.ForAll(Histories, steps => RunAsync(steps, chunkSize).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(100).WithEndSize(40));

    private static async Task RunAsync(HistoryStep[] steps, int chunkSize)
    {
        var history = new History();
        var dataset = new ThingDataset();
        var host = new CollectionHost(dataset) { ChunkSize = chunkSize };
        host.Restart();
        var counted = 0.0;
        foreach (var step in steps)
        {
            if (step is HistoryStep.Change change)
                history.Add(change, host.Time.GetUtcNow());
            else
                await PassAsync((HistoryStep.Pass)step);
        }

        // Everything shows in the end, and a pass that nothing disturbs mends what is left.
        await PassAsync(new HistoryStep.Pass(500, CollectionPass.Incremental, 1, null));
        await PassAsync(new HistoryStep.Pass(1, CollectionPass.Reconcile, 2, null));

        var records = host.Sink.Records(dataset.Table);
        LatestOf(records).ShouldBe(history.Truth.Values.OrderBy(thing => thing.Key));
        counted.ShouldBe(history.Truth.Values.Count(thing => thing.Final));
        foreach (var lines in host.Sink.Lines(dataset.Table).GroupBy(line => (IdOf(line), VersionOf(line))))
            lines.Distinct().ShouldHaveSingleItem("what repeats is the same to the letter");
        foreach (var versions in host.Sink.Lines(dataset.Table).Distinct().GroupBy(IdOf, VersionOf))
            versions.ToList().ShouldBe(versions.Order().ToList(), customMessage: "newer versions come later");

        async Task PassAsync(HistoryStep.Pass pass)
        {
            host.Time.Advance(TimeSpan.FromMinutes(pass.Minutes));
            dataset.Read = context => history.Read(context, pass.Order);
            if (pass.Trouble is HistoryStep.Fault fault)
                host.Faults.FailAt(fault.Operation, fault.Afterwards, fault.Dies);
            else if (pass.Trouble is HistoryStep.Rival rival)
                LetRivalIn(rival.Save);
            await host.CollectAsync(pass.Kind);
            host.Restart();
            host.States.BeforeSave = _ => Task.CompletedTask;
            var now = host.Sample("things.collection", ThingDataset.Finished.Name)?.Value ?? 0;
            now.ShouldBeGreaterThanOrEqualTo(counted);
            counted = now;
        }

        void LetRivalIn(int save)
        {
            var other = host.NewEngine();
            host.States.BeforeSave = _ => --save == 0
                ? other.CollectAsync(dataset, Scope.Account, CollectionPass.Incremental, CancellationToken.None)
                : Task.CompletedTask;
        }
    }

    private static IEnumerable<Thing> LatestOf(IEnumerable<JsonElement> records) => records
        .GroupBy(record => record.GetProperty("RecordId").GetString())
        .Select(versions => versions.MaxBy(record => record.GetProperty("RecordVersion").GetInt64()).Deserialize<Thing>()!)
        .OrderBy(thing => thing.Key);

    private static string IdOf(string line) => JsonDocument.Parse(line).RootElement.GetProperty("RecordId").GetString()!;

    private static long VersionOf(string line) => JsonDocument.Parse(line).RootElement.GetProperty("RecordVersion").GetInt64();
}
