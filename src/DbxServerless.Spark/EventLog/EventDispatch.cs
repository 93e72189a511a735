using System.Text.Json;
using DbxServerless.Spark.Application;
using DbxServerless.Spark.EventLog.Events;

namespace DbxServerless.Spark.EventLog;

/// <summary>Reads the events that change the application, other than TaskEnd, and hands each to what it changes.</summary>
internal sealed class EventDispatch(ApplicationBuilder application, StringPool strings)
{
    /// <summary>Reads the event at the start of the line, and applies it once the line is known to be whole.</summary>
    /// <exception cref="JsonException">The line is malformed; nothing was changed.</exception>
    public void Apply(EventKind kind, ref JsonTokens json)
    {
        switch (kind)
        {
            case EventKind.LogStart or EventKind.DatabricksMetadata:
                application.LogStart(Application(ref json));
                break;
            case EventKind.ApplicationStart:
                application.ApplicationStart(Application(ref json));
                break;
            case EventKind.ApplicationEnd:
                application.ApplicationEnd(Application(ref json));
                break;
            case EventKind.EnvironmentUpdate:
                application.Environment(Application(ref json));
                break;
            case EventKind.ResourceProfileAdded:
                application.ResourceProfile(Application(ref json));
                break;
            case EventKind.ExecutorAdded:
                application.ExecutorAdded(Executor(ref json));
                break;
            case EventKind.ExecutorRemoved:
                application.ExecutorRemoved(Executor(ref json));
                break;
            case EventKind.ExecutorExcluded:
                application.ExecutorExcluded(Executor(ref json));
                break;
            case EventKind.BlockManagerAdded:
                application.BlockManagerAdded(Executor(ref json));
                break;
            case EventKind.StageExecutorMetrics:
                application.StageExecutorMetrics(Whole(ref json, ExecutorMetricsEvent.Read(ref json, strings)));
                break;
            case EventKind.JobStart:
                application.JobStart(Whole(ref json, JobStartEvent.Read(ref json, strings)));
                break;
            case EventKind.JobEnd:
                application.JobEnd(Whole(ref json, JobEndEvent.Read(ref json, strings)));
                break;
            case EventKind.StageSubmitted:
                if (Whole(ref json, StageInfo.Read(ref json, strings)) is { } submitted)
                {
                    application.StageSubmitted(submitted);
                }

                break;
            case EventKind.StageCompleted:
                if (Whole(ref json, StageInfo.Read(ref json, strings)) is { } completed)
                {
                    application.StageCompleted(completed);
                }

                break;
            case EventKind.SqlExecutionStart:
                application.SqlStart(Sql(ref json));
                break;
            case EventKind.SqlExecutionEnd:
                application.SqlEnd(Sql(ref json));
                break;
            case EventKind.SqlAdaptiveExecutionUpdate:
                application.SqlReplan(Sql(ref json));
                break;
            case EventKind.SqlAdaptiveMetricUpdates:
                application.SqlMetrics(Sql(ref json));
                break;
            case EventKind.DriverAccumulatorUpdates:
                application.DriverUpdates(Sql(ref json));
                break;
            case EventKind.StreamingQueryStarted:
                application.StreamingStarted(Streaming(ref json));
                break;
            case EventKind.StreamingQueryProgress:
                application.StreamingProgress(Streaming(ref json));
                break;
            case EventKind.StreamingQueryTerminated:
                application.StreamingTerminated(Streaming(ref json));
                break;
            case EventKind.DataFlintEnvironment:
                application.DataFlintEnvironment(DataFlint(ref json));
                break;
            case EventKind.DataFlintIcebergCommit:
                application.DataFlintCommit(DataFlint(ref json));
                break;
            case EventKind.DataFlintDeltaScan:
                application.DataFlintScan(DataFlint(ref json));
                break;
            case EventKind.DataFlintExecution:
                application.DataFlintExecution(DataFlint(ref json));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "Nothing reads events of this kind.");
        }
    }

    private ApplicationEvent Application(ref JsonTokens json) => Whole(ref json, ApplicationEvent.Read(ref json, strings));

    private ExecutorEvent Executor(ref JsonTokens json) => Whole(ref json, ExecutorEvent.Read(ref json, strings));

    private SqlEvent Sql(ref JsonTokens json) => Whole(ref json, SqlEvent.Read(ref json, strings));

    private StreamingEvent Streaming(ref JsonTokens json) => Whole(ref json, StreamingEvent.Read(ref json, strings));

    private DataFlintEvent DataFlint(ref JsonTokens json) => Whole(ref json, DataFlintEvent.Read(ref json, strings));

    /// <summary>Makes sure that nothing follows the object.</summary>
    private static T Whole<T>(ref JsonTokens json, T read)
    {
        while (json.Read())
        {
        }

        return read;
    }
}
