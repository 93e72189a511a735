namespace DbxServerless.Spark.Application;

/// <summary>Peaks that an executor reports with its tasks. Databricks often reports 0 for all of them.</summary>
public enum ExecutorMemoryMetric
{
    JvmHeapBytes,
    JvmOffHeapBytes,
    OnHeapExecutionBytes,
    OffHeapExecutionBytes,
    OnHeapStorageBytes,
    OffHeapStorageBytes,
    OnHeapUnifiedBytes,
    OffHeapUnifiedBytes,
    DirectPoolBytes,
    TotalOffHeapBytes,
    ProcessTreeJvmRssBytes,
    ProcessTreePythonRssBytes,
    ProcessTreeOtherRssBytes,
    MajorGcCount,
    MajorGcTimeMs,
    TotalGcTimeMs,
}
