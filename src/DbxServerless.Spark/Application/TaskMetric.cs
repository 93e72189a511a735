namespace DbxServerless.Spark.Application;

/// <summary>
/// What is measured of every task. The suffix is the unit: <c>Ms</c>, <c>Ns</c>, <c>Bytes</c>; otherwise a count.
/// On Photon, peak memory, spill and shuffle write time are 0 here; the truth is in the SQL metrics of the plan nodes.
/// </summary>
public enum TaskMetric
{
    ExecutorDeserializeTimeMs,
    ExecutorDeserializeCpuTimeNs,
    ExecutorRunTimeMs,
    ExecutorCpuTimeNs,
    PeakExecutionMemoryBytes,
    ResultSizeBytes,
    JvmGcTimeMs,
    ResultSerializationTimeMs,
    MemorySpilledBytes,
    DiskSpilledBytes,
    RemoteBlocksFetched,
    LocalBlocksFetched,
    FetchWaitTimeMs,
    RemoteReadBytes,
    RemoteReadToDiskBytes,
    LocalReadBytes,
    ShuffleReadRecords,
    RemoteRequestsDurationMs,
    ShuffleWriteBytes,
    ShuffleWriteTimeNs,
    ShuffleWriteRecords,
    InputBytes,
    InputRecords,
    OutputBytes,
    OutputRecords,

    /// <summary>Remote plus local bytes read from shuffles. Derived.</summary>
    ShuffleReadBytes,

    /// <summary>From launch to finish. Derived.</summary>
    DurationMs,

    /// <summary>From the task's result being ready to be fetched to its finish; 0 when it came with the status. Derived.</summary>
    GettingResultTimeMs,

    /// <summary>
    /// Duration minus run time, deserialisation, result serialisation and fetching the result:
    /// what the scheduler took to start the task and to hear of its end. Derived; never negative.
    /// </summary>
    SchedulerDelayMs,
}
