using System.Runtime.CompilerServices;

namespace DbxServerless.Spark.EventLog;

/// <summary>From the name in <c>"Event"</c> to a kind.</summary>
internal static class EventKinds
{
    private const string Sql = "org.apache.spark.sql.execution.ui.SparkListener";
    private const string Streaming = "org.apache.spark.sql.streaming.StreamingQueryListener$";
    private const string DataFlint = "org.apache.spark.dataflint.listener.";

    private static readonly Dictionary<string, EventKind> Names = new(Utf8Keys.Comparer)
    {
        ["SparkListenerLogStart"] = EventKind.LogStart,
        ["DBCEventLoggingListenerMetadata"] = EventKind.DatabricksMetadata,
        ["SparkListenerApplicationStart"] = EventKind.ApplicationStart,
        ["SparkListenerApplicationEnd"] = EventKind.ApplicationEnd,
        ["SparkListenerEnvironmentUpdate"] = EventKind.EnvironmentUpdate,
        ["SparkListenerResourceProfileAdded"] = EventKind.ResourceProfileAdded,
        ["SparkListenerExecutorAdded"] = EventKind.ExecutorAdded,
        ["SparkListenerExecutorRemoved"] = EventKind.ExecutorRemoved,
        ["SparkListenerExecutorExcluded"] = EventKind.ExecutorExcluded,
        ["SparkListenerExecutorBlacklisted"] = EventKind.ExecutorExcluded,
        ["SparkListenerBlockManagerAdded"] = EventKind.BlockManagerAdded,
        ["SparkListenerJobStart"] = EventKind.JobStart,
        ["SparkListenerJobEnd"] = EventKind.JobEnd,
        ["SparkListenerStageSubmitted"] = EventKind.StageSubmitted,
        ["SparkListenerStageCompleted"] = EventKind.StageCompleted,
        ["SparkListenerTaskEnd"] = EventKind.TaskEnd,
        [Sql + "SQLExecutionStart"] = EventKind.SqlExecutionStart,
        [Sql + "SQLExecutionEnd"] = EventKind.SqlExecutionEnd,
        [Sql + "SQLAdaptiveExecutionUpdate"] = EventKind.SqlAdaptiveExecutionUpdate,
        [Sql + "SQLAdaptiveSQLMetricUpdates"] = EventKind.SqlAdaptiveMetricUpdates,
        [Sql + "DriverAccumUpdates"] = EventKind.DriverAccumulatorUpdates,
        [Streaming + "QueryStartedEvent"] = EventKind.StreamingQueryStarted,
        [Streaming + "QueryProgressEvent"] = EventKind.StreamingQueryProgress,
        [Streaming + "QueryTerminatedEvent"] = EventKind.StreamingQueryTerminated,
        [DataFlint + "DataflintEnvironmentInfoEvent"] = EventKind.DataFlintEnvironment,
        [DataFlint + "IcebergCommitEvent"] = EventKind.DataFlintIcebergCommit,
        [DataFlint + "DataflintDeltaLakeScanEvent"] = EventKind.DataFlintDeltaScan,
        [DataFlint + "DatabricksAdditionalExecutionEvent"] = EventKind.DataFlintExecution,

        [Streaming + "QueryIdleEvent"] = EventKind.Ignored,
        ["SparkListenerTaskStart"] = EventKind.Ignored,
        ["SparkListenerTaskGettingResult"] = EventKind.Ignored,
        ["SparkListenerSpeculativeTaskSubmitted"] = EventKind.Ignored,
        ["SparkListenerBlockManagerRemoved"] = EventKind.Ignored,
        ["SparkListenerBlockUpdated"] = EventKind.Ignored,
        ["SparkListenerUnpersistRDD"] = EventKind.Ignored,
        ["SparkListenerExecutorMetricsUpdate"] = EventKind.Ignored,
        ["SparkListenerStageExecutorMetrics"] = EventKind.Ignored,
        ["SparkListenerExecutorUnexcluded"] = EventKind.Ignored,
        ["SparkListenerExecutorUnblacklisted"] = EventKind.Ignored,
        ["SparkListenerExecutorExcludedForStage"] = EventKind.Ignored,
        ["SparkListenerExecutorBlacklistedForStage"] = EventKind.Ignored,
        ["SparkListenerNodeExcluded"] = EventKind.Ignored,
        ["SparkListenerNodeUnexcluded"] = EventKind.Ignored,
        ["SparkListenerNodeBlacklisted"] = EventKind.Ignored,
        ["SparkListenerNodeUnblacklisted"] = EventKind.Ignored,
        ["SparkListenerNodeExcludedForStage"] = EventKind.Ignored,
        ["SparkListenerNodeBlacklistedForStage"] = EventKind.Ignored,
        ["SparkListenerUnschedulableTaskSetAdded"] = EventKind.Ignored,
        ["SparkListenerUnschedulableTaskSetRemoved"] = EventKind.Ignored,
        ["org.apache.spark.scheduler.SparkListenerMiscellaneousProcessAdded"] = EventKind.Ignored,
    };

    private static readonly Dictionary<string, EventKind>.AlternateLookup<ReadOnlySpan<byte>> Lookup = Names.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>
    /// The kind of a line that begins in the usual way, <c>{"Event":"…"</c>. False when it does not,
    /// or when the line does not end like an object; a full parse must then judge.
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
        kind = Of(name);
        return true;
    }

    public static EventKind Of(ReadOnlySpan<byte> name) => Lookup.TryGetValue(name, out var kind) ? kind : EventKind.Unknown;
}
