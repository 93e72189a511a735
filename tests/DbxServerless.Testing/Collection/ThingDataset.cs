using System.Runtime.CompilerServices;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Metrics;
using DbxServerless.Collector.Records;

namespace DbxServerless.Testing.Collection;

/// <summary>A dataset over things that a test holds.</summary>
public sealed class ThingDataset : Dataset
{
    public static readonly MetricFamily Finished = new("test_finished_total", MetricType.Counter, "Final things.", "group");

    public static readonly MetricFamily Sizes = new("test_size", MetricType.Histogram, "Values of final things.", "group") { Buckets = [10, 100] };

    public static readonly MetricFamily Window = new("test_things", MetricType.Gauge, "Things.");

    private readonly RecordSchema<Thing> _schema;

    public ThingDataset(
        string name = "things", DatasetKind kind = DatasetKind.Events, ScheduleGroup schedule = ScheduleGroup.Regular, ScopeKind scope = ScopeKind.Account)
    {
        Info = new DatasetInfo(name, $"Test{string.Concat(name.Split('_').Select(part => char.ToUpperInvariant(part[0]) + part[1..]))}", scope, schedule, kind, "Things.");
        _schema = RecordSchema<Thing>.Create(Info);
    }

    public override DatasetInfo Info { get; }

    public override RecordSchema Schema => _schema;

    public override IReadOnlyList<MetricFamily> Families => [Window];

    public override IReadOnlyList<MetricFamily> CounterFamilies => [Finished, Sizes];

    public string Table => Info.Table!;

    /// <summary>What a read gives.</summary>
    public Func<CollectionContext, IEnumerable<Thing>> Read { get; set; } = _ => [];

    /// <summary>What a measurement gives.</summary>
    public Func<CollectionContext, IEnumerable<Sample>> Measured { get; set; } = _ => [];

    public List<CollectionContext> Contexts { get; } = [];

    public CollectedRecord RecordOf(Thing thing) => _schema.Collect(thing, [thing.Key], thing.Time, RecordPrivacy.Default) with
    {
        IsFinal = thing.Final,
        IsDeleted = thing.Deleted,
        Counts = thing.Final ? [new Count(Finished, ["g"], 1), new Count(Sizes, ["g"], thing.Value ?? 0)] : [],
    };

    public override async IAsyncEnumerable<CollectedRecord> CollectAsync(
        CollectionContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        lock (Contexts)
            Contexts.Add(context);
        foreach (var thing in Read(context))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return RecordOf(thing);
        }
    }

    public override async IAsyncEnumerable<Sample> MeasureAsync(CollectionContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        foreach (var sample in Measured(context))
            yield return sample;
    }
}
