using System.Runtime.CompilerServices;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Metrics;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Datasets;

/// <summary>
/// A dataset that is read from a workspace's REST API, once for each pass: its records and its measures come from the same reading. What it
/// must know of earlier passes it recalls from the context and remembers there; that is committed together with the records.
/// A refusal for lack of a permission makes the pass not assessed: throw it, or <see cref="CollectionContext.Skip"/> the part that it is about.
/// </summary>
/// <typeparam name="TRecord">The record; its properties are the columns of the table, in order.</typeparam>
public abstract class RestDataset<TRecord> : RecordDataset<TRecord>
    where TRecord : notnull
{
    /// <summary>Reads the workspace. Called once for each pass.</summary>
    /// <exception cref="DatabricksException">It could not be read: what was published and remembered before stays.</exception>
    protected abstract Task<RestReading<TRecord>> ReadAsync(CollectionContext context, CancellationToken cancellationToken);

    public sealed override async IAsyncEnumerable<CollectedRecord> CollectAsync(
        CollectionContext context,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var record in (await OnceAsync(context, cancellationToken)).Records)
            yield return Collect(record, context);
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
