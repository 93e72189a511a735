using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Metrics;
using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets;

/// <summary>
/// A dataset whose records nobody polls for: whoever finds them hands them over. It is collected like any other, only with the records given:
/// <c>engine.CollectAsync(dataset.With(records), scope, CollectionPass.Incremental, cancellationToken)</c> compares them with the ledger,
/// counts, commits and delivers them. Handing over the same records again sends nothing. Hand over many at once: each pass is a commit.
/// </summary>
/// <typeparam name="TRecord">The record; its properties are the columns of the table, in order.</typeparam>
public abstract class HarvestedDataset<TRecord> : Dataset
    where TRecord : notnull
{
    private RecordSchema<TRecord>? _schema;
    private IReadOnlyCollection<TRecord> _records = [];

    public sealed override RecordSchema Schema => TypedSchema;

    public override IReadOnlyList<MetricFamily> CounterFamilies => [.. Counters.Select(counter => counter.Family)];

    /// <summary>What final records are counted into.</summary>
    protected virtual IReadOnlyList<Counter<TRecord>> Counters => [];

    private RecordSchema<TRecord> TypedSchema => _schema ??= RecordSchema<TRecord>.Create(Info);

    /// <summary>The dataset with records to collect. One key may be there once.</summary>
    public Dataset With(IReadOnlyCollection<TRecord> records)
    {
        var dataset = (HarvestedDataset<TRecord>)MemberwiseClone();
        dataset._records = records;
        return dataset;
    }

    /// <summary>The parts of the key, unique within the table, the same whenever the same thing is looked at again.</summary>
    protected abstract IReadOnlyList<string> Key(TRecord record);

    /// <summary>When it happened. Never changes by more than a day for the same key: the ledger is partitioned by its day.</summary>
    protected abstract DateTimeOffset EventTime(TRecord record);

    /// <summary>Whether the record will not change in the ordinary course of things, so that it may be counted.</summary>
    protected abstract bool IsFinal(TRecord record);

    public sealed override IAsyncEnumerable<CollectedRecord> CollectAsync(CollectionContext context, CancellationToken cancellationToken) =>
        _records.Select(record => Collect(record, context.Privacy)).ToAsyncEnumerable();

    private CollectedRecord Collect(TRecord record, RecordPrivacy privacy)
    {
        var isFinal = IsFinal(record);
        return TypedSchema.Collect(record, Key(record), EventTime(record), privacy) with
        {
            IsFinal = isFinal,
            Counts = isFinal ? [.. Counters.SelectMany(counter => counter.Count(record))] : [],
        };
    }
}
