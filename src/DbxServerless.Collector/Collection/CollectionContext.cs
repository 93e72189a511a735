using System.Runtime.CompilerServices;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Records;
using DbxServerless.Collector.Settings;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Collection;

/// <summary>What one pass of one dataset over one scope works with.</summary>
public sealed class CollectionContext
{
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
