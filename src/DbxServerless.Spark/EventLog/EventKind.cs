namespace DbxServerless.Spark.EventLog;

/// <summary>What a line is about, as far as it is of interest.</summary>
internal enum EventKind
{
    /// <summary>An event whose name is not known here.</summary>
    Unknown,

    /// <summary>A known event from which nothing is needed.</summary>
    Ignored,
    TaskEnd,
    LogStart,
    DatabricksMetadata,
    ApplicationStart,
    ApplicationEnd,
    EnvironmentUpdate,
    ResourceProfileAdded,
    ExecutorAdded,
    ExecutorRemoved,
    ExecutorExcluded,
    BlockManagerAdded,
    StageExecutorMetrics,
    JobStart,
    JobEnd,
    StageSubmitted,
    StageCompleted,
    SqlExecutionStart,
    SqlExecutionEnd,
    SqlAdaptiveExecutionUpdate,
    SqlAdaptiveMetricUpdates,
    DriverAccumulatorUpdates,
    StreamingQueryStarted,
    StreamingQueryProgress,
    StreamingQueryTerminated,
    DataFlintEnvironment,
    DataFlintIcebergCommit,
    DataFlintDeltaScan,
    DataFlintExecution,
}
