using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Records;
using DbxServerless.Collector.Settings;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Collection;

/// <summary>What one pass of one dataset over one scope works with.</summary>
public sealed class CollectionContext
{
    private readonly ConcurrentQueue<DatabricksException> _skipped = new();
    private Task? _reading;

    /// <summary>The dataset that is collected.</summary>
    public required DatasetInfo Dataset { get; init; }

    public required Scope Scope { get; init; }

    /// <summary>The workspace that reads for the scope (the scope's own, or the region's or account's designated one).</summary>
    public required WorkspaceClient Reader { get; init; }

    /// <summary>The reader's warehouse, behind the meter that counts statements and seconds.</summary>
    public required ISqlWarehouse Warehouse { get; init; }

    public required CollectorOptions Options { get; init; }

    /// <summary>What of people and of texts leaves in records.</summary>
    public RecordPrivacy Privacy => field ??= new RecordPrivacy(Options.Privacy);

    /// <summary>The instant of the pass, UTC. One value for all that it reads.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Changes at or after this instant are read.</summary>
    public required DateTimeOffset ChangedFrom { get; init; }

    /// <summary>What the dataset remembered at the last pass of this scope that was committed.</summary>
    internal PassMemory Memory { get; init; } = new(ReadOnlyMemory<byte>.Empty);

    /// <summary>What it reads in common with the datasets that are collected together with it.</summary>
    internal SharedReadings Shared { get; init; } = new();

    /// <summary>What kept parts of what is read from being read, while the rest went on.</summary>
    internal IReadOnlyCollection<DatabricksException> Skipped => _skipped;

    /// <summary>The reader's own workspace id: from the settings, or asked of the workspace once.</summary>
    /// <exception cref="DatabricksException">The settings do not have it and the workspace does not tell.</exception>
    public Task<string> WorkspaceIdAsync(CancellationToken cancellationToken) => WorkspaceIds.OfAsync(Options, Scope, Reader, cancellationToken);

    /// <summary>What the dataset left for this pass, or null: at the first pass, and when it cannot be read any more.</summary>
    public T? Recall<T>(JsonTypeInfo<T> type)
        where T : class => Memory.Read(type);

    /// <summary>Leaves something to the next pass. It is committed together with the records of this one, or not at all.</summary>
    public void Remember<T>(T value, JsonTypeInfo<T> type)
        where T : class => Memory.Write(value, type);

    /// <summary>Lets a part go that cannot be read; the rest is collected, and the outcome of the pass tells.</summary>
    public void Skip(DatabricksException failure) => _skipped.Enqueue(failure);

    /// <summary>Reads once for the pass what both its records and its measures come from; a failure is the same for both.</summary>
    internal Task<T> OnceAsync<T>(Func<Task<T>> read) => (Task<T>)(_reading ??= read());

    /// <summary>Runs a statement: puts the leading comment, maps system tables to the configured views, gives the parameters that the text uses.</summary>
    public async IAsyncEnumerable<SqlRow> QueryAsync(
        string statementName,
        string sql,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var statement = SqlComposer.Compose(this, statementName, sql);
        await using var result = await Warehouse.ExecuteAsync(statement, cancellationToken);
        await foreach (var row in result.ReadAsync(cancellationToken))
            yield return row;
    }
}
