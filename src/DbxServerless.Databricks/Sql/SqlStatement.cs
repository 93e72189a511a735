namespace DbxServerless.Databricks;

/// <summary>
/// A SELECT with named parameters (<c>:name</c>). A text that uses <c>:shard_count</c> and <c>:shard_index</c> is split when its result is too large:
/// it must keep a row exactly if <c>pmod(hash(key), :shard_count) = :shard_index</c>; the two are supplied, and the parts come out as one result.
/// </summary>
public sealed record SqlStatement(string Text, params IReadOnlyList<SqlParameter> Parameters)
{
    /// <summary>Fetches the result from cloud storage instead of through the API: for results of gigabytes, where the network allows it.</summary>
    public bool ExternalLinks { get; init; }

    /// <summary>The most rows; more makes <see cref="SqlResult.Truncated"/> true.</summary>
    public long? RowLimit { get; init; }

    public string? Catalog { get; init; }

    public string? Schema { get; init; }
}
