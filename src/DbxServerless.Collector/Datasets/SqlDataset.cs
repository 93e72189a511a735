using System.Runtime.CompilerServices;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Metrics;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Datasets;

/// <summary>A dataset whose records and measures are SQL over system tables.</summary>
/// <typeparam name="TRecord">The record; its properties are the columns of the table, in order.</typeparam>
public abstract class SqlDataset<TRecord> : RecordDataset<TRecord>
    where TRecord : notnull
{
    public override IReadOnlyList<MetricFamily> Families => [.. Measures.SelectMany(measure => measure.Families)];

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

    /// <summary>One row of <see cref="RecordsSql"/> as a record.</summary>
    protected abstract TRecord Read(SqlRow row);

    public sealed override async IAsyncEnumerable<CollectedRecord> CollectAsync(
        CollectionContext context,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in context.QueryAsync(SqlStatementName.Records, RecordsSql, cancellationToken))
            yield return Collect(Read(row), context);
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
