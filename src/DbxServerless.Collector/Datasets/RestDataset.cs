using System.Runtime.CompilerServices;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Metrics;
using DbxServerless.Collector.Records;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Datasets;

/// <summary>
/// A dataset that is read from a workspace's REST API, once for each pass: its records and its measures come from the same reading. What it
/// must know of earlier passes it recalls from the context and remembers there; that is committed together with the records.
/// A refusal for lack of a permission makes the pass not assessed: throw it, or <see cref="CollectionContext.Skip"/> the part that it is about.
/// </summary>
/// <typeparam name="TRecord">The record; its properties are the columns of the table, in order.</typeparam>
public abstract class RestDataset<TRecord> : Dataset
    where TRecord : notnull
{
    private RecordSchema<TRecord>? _schema;

    public sealed override RecordSchema? Schema => Info.Table is null ? null : TypedSchema;

    public sealed override IReadOnlyList<MetricFamily> CounterFamilies => [.. Counters.Select(counter => counter.Family)];

    /// <summary>What final records are counted into.</summary>
    protected virtual IReadOnlyList<Counter<TRecord>> Counters => [];

    private RecordSchema<TRecord> TypedSchema => _schema ??= RecordSchema<TRecord>.Create(Info);

    /// <summary>Reads the workspace. Called once for each pass.</summary>
    /// <exception cref="DatabricksException">It could not be read: what was published and remembered before stays.</exception>
    protected abstract Task<RestReading<TRecord>> ReadAsync(CollectionContext context, CancellationToken cancellationToken);

    /// <summary>The parts of the key, unique within the table; the workspace's id is the first.</summary>
    protected abstract IReadOnlyList<string> Key(TRecord record);

    /// <summary>When it happened. Never changes by more than a day for the same key: the ledger is partitioned by its day.</summary>
    protected abstract DateTimeOffset EventTime(TRecord record);

    /// <summary>Whether the record will not change in the ordinary course of things, so that it may be counted.</summary>
    protected virtual bool IsFinal(TRecord record) => true;

    /// <summary>Whether the source proves that the thing was deleted.</summary>
    protected virtual bool IsDeleted(TRecord record) => false;

    public sealed override async IAsyncEnumerable<CollectedRecord> CollectAsync(
        CollectionContext context,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var record in (await OnceAsync(context, cancellationToken)).Records)
        {
            var final = IsFinal(record);
            yield return TypedSchema.Collect(record, Key(record), EventTime(record), context.Privacy) with
            {
                IsFinal = final,
                IsDeleted = IsDeleted(record),
                Counts = final && Counters.Count > 0 ? [.. Counters.SelectMany(counter => counter.Count(record))] : [],
            };
        }
    }

    public sealed override async IAsyncEnumerable<Sample> MeasureAsync(
        CollectionContext context,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var sample in (await OnceAsync(context, cancellationToken)).Samples)
            yield return sample;
    }

    private Task<RestReading<TRecord>> OnceAsync(CollectionContext context, CancellationToken cancellationToken) =>
        context.OnceAsync(() => ReadAsync(context, cancellationToken));
}
