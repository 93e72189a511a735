namespace DbxServerless.Spark.EventLog.Events;

/// <summary>Which of Spark's internal accumulators are worth keeping: those that task metrics do not repeat.</summary>
internal static class InternalMetric
{
    private const string Prefix = "internal.metrics.";

    private static readonly string[] Repeated =
    [
        "executor", "result", "shuffle.", "output.", "jvmGCTime", "peakExecutionMemory", "peakOnHeap", "peakOffHeap",
        "memoryBytesSpilled", "diskBytesSpilled", "updatedBlockStatuses", "input.bytesRead", "input.recordsRead",
    ];

    /// <summary>The name without its prefix, or null when it is not kept.</summary>
    public static string? Kept(string? name)
    {
        if (name is null || !name.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var rest = name.AsSpan(Prefix.Length);
        foreach (var repeated in Repeated)
        {
            if (rest.StartsWith(repeated, StringComparison.Ordinal))
            {
                return null;
            }
        }

        return string.Intern(name[Prefix.Length..]);
    }
}
