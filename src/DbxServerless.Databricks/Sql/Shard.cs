namespace DbxServerless.Databricks;

/// <summary>The part of a result whose keys hash to <paramref name="Index"/> of <paramref name="Count"/>.</summary>
internal readonly record struct Shard(int Count, int Index)
{
    public const int MaxCount = 256;

    public const string CountParameter = "shard_count";

    public const string IndexParameter = "shard_index";

    public static Shard Whole { get; } = new(1, 0);

    /// <summary>The two halves: what has remainder i by n has remainder i or i + n by 2n.</summary>
    public (Shard First, Shard Second) Split() => (new(Count * 2, Index), new(Count * 2, Index + Count));
}
