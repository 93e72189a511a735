using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Insights;

/// <summary>Reads Spark's words for why an executor was removed.</summary>
internal static class ExecutorRemoval
{
    /// <summary>Asked for: whatever else the text says, nothing is wrong.</summary>
    private static readonly string[] Wanted =
    [
        "explicit termination request", "killed by driver", "executor idle", "idle timeout", "spark scale down", "scaled down", "autoscal", "dynamic allocation",
        "application finished", "application has finished", "cluster is being terminated", "cluster terminated", "exit code 0", "exited with code 0",
    ];

    private static readonly string[] Memory =
    [
        "outofmemory", "out of memory", "oomkill", "oom kill", "exceeding memory", "exceeding physical memory", "exceeding virtual memory",
        "beyond physical memory", "beyond the 'physical' memory", "running beyond physical", "exit code 137", "exited with code 137", "exit status: 137",
        "exited with code 52", "exit code 52", "exit status: 52", "java heap space", "memory limits",
    ];

    private static readonly string[] Reclaimed = ["spot", "preempt", "decommission", "reclaim", "evict", "instance terminated", "node lost", "vm was deallocated"];

    public static RemovalCause CauseOf(SparkExecutor executor) => executor.RemoveTime is null ? RemovalCause.None : CauseOf(executor.RemoveReason);

    internal static RemovalCause CauseOf(string? reason)
    {
        if (reason is null || Has(reason, Wanted))
        {
            return RemovalCause.None;
        }

        return Has(reason, Memory) ? RemovalCause.OutOfMemory : Has(reason, Reclaimed) ? RemovalCause.Reclaimed : RemovalCause.Lost;
    }

    private static bool Has(string reason, string[] words) => Array.Exists(words, word => reason.Contains(word, StringComparison.OrdinalIgnoreCase));
}
