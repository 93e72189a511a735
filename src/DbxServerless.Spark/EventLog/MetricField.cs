using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.EventLog;

/// <summary>A key of a metrics object, and where its number goes; or a nested object of such keys.</summary>
internal sealed class MetricField
{
    private readonly JsonKey _key;

    private MetricField(string key, int slot, MetricField[]? nested)
    {
        _key = new JsonKey(key);
        Slot = slot;
        Nested = nested;
    }

    public ref readonly JsonKey Key => ref _key;

    /// <summary>-1 for a value that is passed over.</summary>
    public int Slot { get; }

    public MetricField[]? Nested { get; }

    /// <summary>The keys of <c>Task Metrics</c>, in the order in which Spark writes them.</summary>
    public static MetricField[] OfTask { get; } =
    [
        At("Executor Deserialize Time", TaskMetric.ExecutorDeserializeTimeMs),
        At("Executor Deserialize CPU Time", TaskMetric.ExecutorDeserializeCpuTimeNs),
        At("Executor Run Time", TaskMetric.ExecutorRunTimeMs),
        At("Executor CPU Time", TaskMetric.ExecutorCpuTimeNs),
        At("Peak Execution Memory", TaskMetric.PeakExecutionMemoryBytes),
        Skipped("Peak On Heap Execution Memory"),
        Skipped("Peak Off Heap Execution Memory"),
        At("Result Size", TaskMetric.ResultSizeBytes),
        At("JVM GC Time", TaskMetric.JvmGcTimeMs),
        At("Result Serialization Time", TaskMetric.ResultSerializationTimeMs),
        At("Memory Bytes Spilled", TaskMetric.MemorySpilledBytes),
        At("Disk Bytes Spilled", TaskMetric.DiskSpilledBytes),
        Group(
            "Shuffle Read Metrics",
            At("Remote Blocks Fetched", TaskMetric.RemoteBlocksFetched),
            At("Local Blocks Fetched", TaskMetric.LocalBlocksFetched),
            At("Fetch Wait Time", TaskMetric.FetchWaitTimeMs),
            At("Remote Bytes Read", TaskMetric.RemoteReadBytes),
            At("Remote Bytes Read To Disk", TaskMetric.RemoteReadToDiskBytes),
            At("Local Bytes Read", TaskMetric.LocalReadBytes),
            At("Total Records Read", TaskMetric.ShuffleReadRecords),
            At("Remote Requests Duration", TaskMetric.RemoteRequestsDurationMs),
            Group(
                "Push Based Shuffle",
                Skipped("Corrupt Merged Block Chunks"),
                Skipped("Merged Fetch Fallback Count"),
                Skipped("Merged Remote Blocks Fetched"),
                Skipped("Merged Local Blocks Fetched"),
                Skipped("Merged Remote Chunks Fetched"),
                Skipped("Merged Local Chunks Fetched"),
                Skipped("Merged Remote Bytes Read"),
                Skipped("Merged Local Bytes Read"),
                Skipped("Merged Remote Requests Duration"))),
        Group(
            "Shuffle Write Metrics",
            At("Shuffle Bytes Written", TaskMetric.ShuffleWriteBytes),
            At("Shuffle Write Time", TaskMetric.ShuffleWriteTimeNs),
            At("Shuffle Records Written", TaskMetric.ShuffleWriteRecords)),
        Group(
            "Input Metrics",
            At("Bytes Read", TaskMetric.InputBytes),
            At("Records Read", TaskMetric.InputRecords)),
        Group(
            "Output Metrics",
            At("Bytes Written", TaskMetric.OutputBytes),
            At("Records Written", TaskMetric.OutputRecords)),
        Skipped("Updated Blocks"),
    ];

    /// <summary>The keys of <c>Task Executor Metrics</c>, in the order in which Spark writes them.</summary>
    public static MetricField[] OfExecutor { get; } =
    [
        At("JVMHeapMemory", ExecutorMemoryMetric.JvmHeapBytes),
        At("JVMOffHeapMemory", ExecutorMemoryMetric.JvmOffHeapBytes),
        At("OnHeapExecutionMemory", ExecutorMemoryMetric.OnHeapExecutionBytes),
        At("OffHeapExecutionMemory", ExecutorMemoryMetric.OffHeapExecutionBytes),
        At("OnHeapStorageMemory", ExecutorMemoryMetric.OnHeapStorageBytes),
        At("OffHeapStorageMemory", ExecutorMemoryMetric.OffHeapStorageBytes),
        At("OnHeapUnifiedMemory", ExecutorMemoryMetric.OnHeapUnifiedBytes),
        At("OffHeapUnifiedMemory", ExecutorMemoryMetric.OffHeapUnifiedBytes),
        At("DirectPoolMemory", ExecutorMemoryMetric.DirectPoolBytes),
        Skipped("MappedPoolMemory"),
        Skipped("NettyDirectMemory"),
        Skipped("JvmDirectMemory"),
        Skipped("SparkDirectMemoryOverLimit"),
        At("TotalOffHeapMemory", ExecutorMemoryMetric.TotalOffHeapBytes),
        Skipped("ProcessTreeJVMVMemory"),
        At("ProcessTreeJVMRSSMemory", ExecutorMemoryMetric.ProcessTreeJvmRssBytes),
        Skipped("ProcessTreePythonVMemory"),
        At("ProcessTreePythonRSSMemory", ExecutorMemoryMetric.ProcessTreePythonRssBytes),
        Skipped("ProcessTreeOtherVMemory"),
        At("ProcessTreeOtherRSSMemory", ExecutorMemoryMetric.ProcessTreeOtherRssBytes),
        Skipped("MinorGCCount"),
        Skipped("MinorGCTime"),
        At("MajorGCCount", ExecutorMemoryMetric.MajorGcCount),
        At("MajorGCTime", ExecutorMemoryMetric.MajorGcTimeMs),
        At("TotalGCTime", ExecutorMemoryMetric.TotalGcTimeMs),
    ];

    private static MetricField At(string key, TaskMetric slot) => new(key, (int)slot, null);

    private static MetricField At(string key, ExecutorMemoryMetric slot) => new(key, (int)slot, null);

    private static MetricField Skipped(string key) => new(key, -1, null);

    private static MetricField Group(string key, params MetricField[] nested) => new(key, -1, nested);
}
