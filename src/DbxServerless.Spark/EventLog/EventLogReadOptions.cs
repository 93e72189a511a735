namespace DbxServerless.Spark.EventLog;

/// <summary>Limits of a read. The defaults suit real logs.</summary>
public sealed record EventLogReadOptions
{
    public static EventLogReadOptions Default { get; } = new();

    /// <summary>How many bytes of lines are handed from the decompressing to the parsing thread at once.</summary>
    public int BlockBytes { get; init; } = 512 * 1024;

    /// <summary>A longer line is skipped and counted as oversized. Real lines reach a few megabytes (adaptive plans).</summary>
    public int MaxLineBytes { get; init; } = 128 * 1024 * 1024;

    /// <summary>How deep JSON may nest. Plans of real queries nest far deeper than the usual limit of 64.</summary>
    public int MaxDepth { get; init; } = 16_384;
}
