using System.Runtime.CompilerServices;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Metrics;
using DbxServerless.Collector.Records;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Datasets;

/// <summary>A dataset whose records and measures are SQL over system tables.</summary>
/// <typeparam name="TRecord">The record; its properties are the columns of the table, in order.</typeparam>
public abstract class SqlDataset<TRecord> : Dataset
    where TRecord : notnull
{
    private RecordSchema<TRecord>? _schema;

    public sealed override RecordSchema Schema => TypedSchema;

    public override IReadOnlyList<MetricFamily> Families => [.. Measures.SelectMany(measure => measure.Families)];

    public override IReadOnlyList<MetricFamily> CounterFamilies => [.. Counters.Select(counter => counter.Family)];

    public override IReadOnlyDictionary<string, string> Statements =>
        Measures.Select(measure => (measure.Name, measure.Sql)).Prepend((SqlStatementName.Records, RecordsSql))
            .ToDictionary(statement => statement.Item1, statement => statement.Item2);

    /// <summary>
    /// Selects the keys that changed at or after <c>:changed_from</c>, reads them whole and folds them to one row a key.
    /// Parameters as <see cref="SqlParameters"/> gives them; the leading comment is put there by the engine.
    /// </summary>
    protected abstract string RecordsSql { get; }

    /// <summary>The aggregates that are measured.</summary>
    protected virtual IReadOnlyList<Measure> Measures => [];

    /// <summary>What final records are counted into.</summary>
    protected virtual IReadOnlyList<Counter<TRecord>> Counters => [];

    private RecordSchema<TRecord> TypedSchema => _schema ??= RecordSchema<TRecord>.Create(Info);

    /// <summary>One row of <see cref="RecordsSql"/> as a record.</summary>
    protected abstract TRecord Read(SqlRow row);

    /// <summary>The parts of the key, unique within the table. Workspace ids are part of it: a job id is unique only inside its workspace.</summary>
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
        await foreach (var row in context.QueryAsync(SqlStatementName.Records, RecordsSql, cancellationToken))
        {
            var record = Read(row);
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
        foreach (var measure in Measures)
        {
            await foreach (var row in context.QueryAsync(measure.Name, measure.Sql, cancellationToken))
            {
                foreach (var sample in measure.Read(row))
                    yield return sample;
            }
        }
    }
}
