using System.Runtime.CompilerServices;

namespace DbxServerless.Spark.EventLog;

/// <summary>From the name in <c>"Event"</c> to a kind.</summary>
internal static class EventKinds
{
    private const string Sql = "org.apache.spark.sql.execution.ui.SparkListener";
    private const string Streaming = "org.apache.spark.sql.streaming.StreamingQueryListener$";
    private const string DataFlint = "org.apache.spark.dataflint.listener.";

    /// <summary>
    /// The kind of a line that begins in the usual way, <c>{"Event":"…"</c>, or the name that tells it. False when it does not
    /// begin so, or when it does not end like an object; a full parse must then judge.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryPeek(ReadOnlySpan<byte> line, out EventKind kind, out ReadOnlySpan<byte> name)
    {
        kind = default;
        name = default;
        if (line.Length < 12 || line[^1] != '}' || !line.StartsWith("{\"Event\":\""u8))
        {
            return false;
        }

        var rest = line[10..];
        if (rest.StartsWith("SparkListenerTask"u8))
        {
            var task = rest[17..];
            if (task.StartsWith("End\","u8))
            {
                kind = EventKind.TaskEnd;
                return true;
            }

            if (task.StartsWith("Start\","u8))
            {
                kind = EventKind.Ignored;
                return true;
            }
        }

        var end = rest.IndexOfAny((byte)'"', (byte)'\\');
        if (end < 0 || rest[end] != '"' || end + 1 >= rest.Length || rest[end + 1] is not ((byte)',' or (byte)'}'))
        {
            return false;
        }

        name = rest[..end];
        return true;
    }

    public static EventKind Of(string name) => name switch
    {
        "SparkListenerLogStart" => EventKind.LogStart,
        "DBCEventLoggingListenerMetadata" => EventKind.DatabricksMetadata,
        "SparkListenerApplicationStart" => EventKind.ApplicationStart,
        "SparkListenerApplicationEnd" => EventKind.ApplicationEnd,
        "SparkListenerEnvironmentUpdate" => EventKind.EnvironmentUpdate,
        "SparkListenerResourceProfileAdded" => EventKind.ResourceProfileAdded,
        "SparkListenerExecutorAdded" => EventKind.ExecutorAdded,
        "SparkListenerExecutorRemoved" => EventKind.ExecutorRemoved,
        "SparkListenerExecutorExcluded"
            or "SparkListenerExecutorBlacklisted" => EventKind.ExecutorExcluded,
        "SparkListenerBlockManagerAdded" => EventKind.BlockManagerAdded,
        "SparkListenerStageExecutorMetrics" => EventKind.StageExecutorMetrics,
        "SparkListenerJobStart" => EventKind.JobStart,
        "SparkListenerJobEnd" => EventKind.JobEnd,
        "SparkListenerStageSubmitted" => EventKind.StageSubmitted,
        "SparkListenerStageCompleted" => EventKind.StageCompleted,
        "SparkListenerTaskEnd" => EventKind.TaskEnd,
        Sql + "SQLExecutionStart" => EventKind.SqlExecutionStart,
        Sql + "SQLExecutionEnd" => EventKind.SqlExecutionEnd,
        Sql + "SQLAdaptiveExecutionUpdate" => EventKind.SqlAdaptiveExecutionUpdate,
        Sql + "SQLAdaptiveSQLMetricUpdates" => EventKind.SqlAdaptiveMetricUpdates,
        Sql + "DriverAccumUpdates" => EventKind.DriverAccumulatorUpdates,
        Streaming + "QueryStartedEvent" => EventKind.StreamingQueryStarted,
        Streaming + "QueryProgressEvent" => EventKind.StreamingQueryProgress,
        Streaming + "QueryTerminatedEvent" => EventKind.StreamingQueryTerminated,
        DataFlint + "DataflintEnvironmentInfoEvent" => EventKind.DataFlintEnvironment,
        DataFlint + "IcebergCommitEvent" => EventKind.DataFlintIcebergCommit,
        DataFlint + "DataflintDeltaLakeScanEvent" => EventKind.DataFlintDeltaScan,
        DataFlint + "DatabricksAdditionalExecutionEvent" => EventKind.DataFlintExecution,
        Streaming + "QueryIdleEvent"
            or "SparkListenerTaskStart"
            or "SparkListenerTaskGettingResult"
            or "SparkListenerSpeculativeTaskSubmitted"
            or "SparkListenerBlockManagerRemoved"
            or "SparkListenerBlockUpdated"
            or "SparkListenerUnpersistRDD"
            or "SparkListenerExecutorMetricsUpdate"
            or "SparkListenerExecutorUnexcluded"
            or "SparkListenerExecutorUnblacklisted"
            or "SparkListenerExecutorExcludedForStage"
            or "SparkListenerExecutorBlacklistedForStage"
            or "SparkListenerNodeExcluded"
            or "SparkListenerNodeUnexcluded"
            or "SparkListenerNodeBlacklisted"
            or "SparkListenerNodeUnblacklisted"
            or "SparkListenerNodeExcludedForStage"
            or "SparkListenerNodeBlacklistedForStage"
            or "SparkListenerUnschedulableTaskSetAdded"
            or "SparkListenerUnschedulableTaskSetRemoved"
            or "org.apache.spark.scheduler.SparkListenerMiscellaneousProcessAdded" => EventKind.Ignored,
        _ => EventKind.Unknown,
    };
}
