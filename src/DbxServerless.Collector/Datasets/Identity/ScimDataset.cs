using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Metrics;
using DbxServerless.Databricks.Scim;

namespace DbxServerless.Collector.Datasets.Identity;

/// <summary>
/// A SCIM collection. It cannot be asked for changes: a small one is read whole by each pass, a larger one when the number of its resources
/// changed, and otherwise every six hours; in between its series are what was read last.
/// </summary>
/// <typeparam name="TResource">What SCIM gives.</typeparam>
/// <typeparam name="TRecord">What becomes of it.</typeparam>
public abstract class ScimDataset<TResource, TRecord> : RestDataset<TRecord>
    where TRecord : notnull
{
    // A handful of requests.
    private const int Small = 500;

    private static readonly TimeSpan LongestUnread = TimeSpan.FromHours(6);

    protected abstract ScimCollection<TResource> Of(ScimApi scim);

    protected abstract TRecord Record(TResource resource, string workspaceId);

    /// <summary>The numbers that the series show, by label value.</summary>
    protected abstract IReadOnlyDictionary<string, int> Count(IReadOnlyList<TRecord> records);

    protected abstract IEnumerable<Sample> Measure(IReadOnlyDictionary<string, int> counts, string workspaceId);

    protected sealed override async Task<RestReading<TRecord>> ReadAsync(CollectionContext context, CancellationToken cancellationToken)
    {
        var workspace = await context.WorkspaceIdAsync(cancellationToken);
        var collection = Of(context.Reader.Scim);
        if (context.Recall(ScimNoteJson.Default.ScimNote) is { Total: > Small } last && context.AsOf - last.Read < LongestUnread
            && await collection.CountAsync(cancellationToken) == last.Total)
        {
            return new RestReading<TRecord>([], [.. Measure(last.Counts, workspace)]);
        }

        // What moves from one page to the next while they are read comes twice.
        var records = await collection.ListAsync(cancellationToken).Select(resource => Record(resource, workspace))
            .DistinctBy(record => string.Join('\n', Key(record))).ToListAsync(cancellationToken);
        var counts = Count(records);
        // What is counted need not be what is listed, and is compared only with itself.
        var total = records.Count > Small ? await collection.CountAsync(cancellationToken) : records.Count;
        context.Remember(new ScimNote(context.AsOf, total, counts), ScimNoteJson.Default.ScimNote);
        return new RestReading<TRecord>(records, [.. Measure(counts, workspace)]);
    }

    /// <summary>SCIM does not tell when something was created.</summary>
    protected sealed override DateTimeOffset EventTime(TRecord record) => DateTimeOffset.UnixEpoch;

    protected static IReadOnlyList<string> Names(IEnumerable<ScimReference> references) =>
        [.. references.Select(reference => reference.Display ?? reference.Value).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
}
