namespace DbxServerless.Collector.Datasets;

/// <summary>
/// Splits a statement by key. A result of more than 25 MiB fails; the client then runs the text in halves, quarters and so on, by the two
/// parameters that it fills itself.
/// </summary>
internal static class Shards
{
    /// <summary>The condition under which a key is in the part that is read.</summary>
    /// <param name="key">Comma-separated columns of the key.</param>
    public static string Holds(string key) => $"pmod(xxhash64({key}), :shard_count) = :shard_index";
}
