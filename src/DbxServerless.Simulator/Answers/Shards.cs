namespace DbxServerless.Simulator.Answers;

/// <summary>Parts of a result that is too large as a whole.</summary>
internal static class Shards
{
    /// <summary>
    /// <c>pmod(xxhash64(key), :shard_count) = :shard_index</c>. Which part a key falls into is the engine's own; here as there, each falls into one.
    /// </summary>
    public static bool IsInShard(this Reading reading, params ReadOnlySpan<string?> key)
    {
        var count = reading.Int64("shard_count");
        if (count == 1)
            return true;
        var hash = 14695981039346656037UL;
        foreach (var part in key)
        {
            foreach (var character in part ?? "\0")
                hash = (hash ^ character) * 1099511628211;
            hash = (hash ^ 0x1F) * 1099511628211;
        }

        return (long)(hash >> 8) % count == reading.Int64("shard_index");
    }
}
