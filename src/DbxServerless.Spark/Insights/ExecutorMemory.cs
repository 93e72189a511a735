using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Insights;

/// <summary>What an executor could hold and what it held at most.</summary>
/// <param name="Setting">The property that decides the heap.</param>
/// <param name="LimitBytes">Heap, and off-heap memory where it is on and its use was reported.</param>
/// <param name="PeakBytes">The highest use of each, added up; they need not have come together.</param>
internal sealed record ExecutorMemory(SparkExecutor Executor, string Setting, long LimitBytes, long PeakBytes, long HeapLimitBytes, long HeapPeakBytes)
{
    public double Share => (double)PeakBytes / LimitBytes;

    public double HeapShare => (double)HeapPeakBytes / HeapLimitBytes;

    /// <summary>Executors that reported their use; none on most Databricks logs.</summary>
    public static IEnumerable<ExecutorMemory> Of(SparkApplication application)
    {
        var offHeapLimit = application.SparkProperties.GetValueOrDefault("spark.memory.offHeap.enabled") == "true"
            ? SparkConf.Bytes(application, "spark.memory.offHeap.size") ?? 0
            : 0;
        foreach (var executor in application.Executors)
        {
            var setting = executor.Id == "driver" ? "spark.driver.memory" : "spark.executor.memory";
            var heap = executor.MemoryPeak(ExecutorMemoryMetric.JvmHeapBytes);
            if (SparkConf.Bytes(application, setting, 1 << 20) is not { } heapLimit || heapLimit <= 0 || heap <= 0)
            {
                continue;
            }

            var offHeap = Math.Max(executor.MemoryPeak(ExecutorMemoryMetric.TotalOffHeapBytes), executor.MemoryPeak(ExecutorMemoryMetric.OffHeapUnifiedBytes));
            yield return offHeap > 0 && offHeapLimit > 0
                ? new ExecutorMemory(executor, setting, heapLimit + offHeapLimit, heap + offHeap, heapLimit, heap)
                : new ExecutorMemory(executor, setting, heapLimit, heap, heapLimit, heap);
        }
    }
}
