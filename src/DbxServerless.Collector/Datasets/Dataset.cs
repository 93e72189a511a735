using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Metrics;
using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets;

/// <summary>
/// One thing that is collected. A dataset is one file: a concrete, parameterless subclass anywhere in the assembly is found by
/// <see cref="DatasetCatalog"/>. It is stateless and holds no clock; everything that it needs comes with the context.
/// </summary>
public abstract class Dataset
{
    public abstract DatasetInfo Info { get; }

    /// <summary>The columns of the table, or null when the dataset has no records.</summary>
    public virtual RecordSchema? Schema => null;

    /// <summary>The families that this dataset measures (windows and states), in the order of their names on the page.</summary>
    public virtual IReadOnlyList<MetricFamily> Families => [];

    /// <summary>The true counters and histograms that this dataset's final records feed.</summary>
    public virtual IReadOnlyList<MetricFamily> CounterFamilies => [];

    /// <summary>Every SQL text that this dataset sends, by statement name, for the conformance proof, grants and docs.</summary>
    public virtual IReadOnlyDictionary<string, string> Statements => new Dictionary<string, string>();

    /// <summary>Reads the records that may have changed since the cursor, each folded from all rows of its key.</summary>
    public virtual IAsyncEnumerable<CollectedRecord> CollectAsync(CollectionContext context, CancellationToken cancellationToken) =>
        AsyncEnumerable.Empty<CollectedRecord>();

    /// <summary>Measures the families, stateless: the whole window is read again each time, so a missed pass repairs itself.</summary>
    public virtual IAsyncEnumerable<Sample> MeasureAsync(CollectionContext context, CancellationToken cancellationToken) =>
        AsyncEnumerable.Empty<Sample>();
}
