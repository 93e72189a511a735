using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Metrics;
using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets;

/// <summary>A dataset whose records are of one C# type, whatever their source.</summary>
/// <typeparam name="TRecord">The record; its properties are the columns of the table, in order.</typeparam>
public abstract class RecordDataset<TRecord> : Dataset
    where TRecord : notnull
{
    private RecordSchema<TRecord>? _schema;

    public sealed override RecordSchema? Schema => Info.Table is null ? null : TypedSchema;

    public sealed override IReadOnlyList<MetricFamily> CounterFamilies => [.. Counters.Select(counter => counter.Family)];

    /// <summary>What final records are counted into.</summary>
    protected virtual IReadOnlyList<Counter<TRecord>> Counters => [];

    private RecordSchema<TRecord> TypedSchema => _schema ??= RecordSchema<TRecord>.Create(Info);

    /// <summary>The parts of the key, unique within the table. Workspace ids are part of it: a job id is unique only inside its workspace.</summary>
    protected abstract IReadOnlyList<string> Key(TRecord record);

    /// <summary>When it happened. Never changes by more than a day for the same key: the ledger is partitioned by its day.</summary>
    protected abstract DateTimeOffset EventTime(TRecord record);

    /// <summary>Whether the record will not change in the ordinary course of things, so that it may be counted.</summary>
    protected virtual bool IsFinal(TRecord record) => true;

    /// <summary>Whether the source proves that the thing was deleted.</summary>
    protected virtual bool IsDeleted(TRecord record) => false;

    /// <summary>The record as the engine takes it.</summary>
    protected CollectedRecord Collect(TRecord record, CollectionContext context)
    {
        var final = IsFinal(record);
        return TypedSchema.Collect(record, Key(record), EventTime(record), context.Privacy) with
        {
            IsFinal = final,
            IsDeleted = IsDeleted(record),
            Counts = final && Counters.Count > 0 ? [.. Counters.SelectMany(counter => counter.Count(record))] : [],
        };
    }
}
