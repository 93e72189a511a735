using System.Text;
using System.Text.Json;
using DbxServerless.Spark.Application;
using DbxServerless.Spark.EventLog.Events;

namespace DbxServerless.Spark.EventLog;

/// <summary>
/// From a line to a change of the application. A line is read whole before anything changes,
/// so that a broken line leaves no trace but its count.
/// </summary>
internal sealed class EventParser(EventLogAccount account, EventLogReadOptions options)
{
    private readonly ApplicationBuilder _application = new(account);
    private readonly StringPool _strings = new();
    private TaskEndParser? _tasks;

    private TaskEndParser Tasks => _tasks ??= new TaskEndParser(_strings, options.MaxDepth);

    public SparkApplication Build() => _application.Build();

    /// <summary>False when the line is malformed.</summary>
    /// <param name="line">The line without white space around it.</param>
    /// <param name="judgeWhole">Validate the whole line even when its event is of no interest.</param>
    public bool TryParse(ReadOnlySpan<byte> line, bool judgeWhole)
    {
        if (EventKinds.TryPeek(line, out var kind, out var name))
        {
            if (kind == EventKind.TaskEnd)
            {
                return TryParseTaskEnd(line);
            }

            var known = name.IsEmpty ? "" : _strings.Get(name);
            kind = name.IsEmpty ? kind : EventKinds.Of(known);
            if (kind <= EventKind.Ignored && !judgeWhole)
            {
                CountUnknown(kind, known);
                return true;
            }
        }

        try
        {
            return TryParseWhole(line);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false; // InvalidOperationException: a string that is not UTF-8
        }
    }

    private bool TryParseTaskEnd(ReadOnlySpan<byte> line)
    {
        if (!Tasks.TryParse(line))
        {
            return false;
        }

        _application.TaskEnd(Tasks.Record);
        return true;
    }

    private bool TryParseWhole(ReadOnlySpan<byte> line)
    {
        var kind = EventKind.Unknown;
        string? name = null;
        var json = Open(line);
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (name is null && json.NextProperty())
        {
            if (!json.ValueTextEquals("Event"u8))
            {
                json.SkipValue();
                continue;
            }

            json.Read();
            name = json.TokenType == JsonTokenType.String ? json.GetString()! : Encoding.UTF8.GetString(json.ValueSpan);
            kind = EventKinds.Of(name);
        }

        if (name is null)
        {
            return false;
        }

        if (kind == EventKind.TaskEnd)
        {
            return TryParseTaskEnd(line);
        }

        if (kind <= EventKind.Ignored)
        {
            json.Skip();
            while (json.Read())
            {
            }

            CountUnknown(kind, name);
            return true;
        }

        json = Open(line);
        Apply(kind, ref json);
        return true;
    }

    private Utf8JsonReader Open(ReadOnlySpan<byte> line)
    {
        var json = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = options.MaxDepth });
        json.Read();
        return json;
    }

    private void CountUnknown(EventKind kind, string name)
    {
        if (kind == EventKind.Unknown)
        {
            account.AddUnknown(name);
        }
    }

    private void Apply(EventKind kind, ref Utf8JsonReader json)
    {
        switch (kind)
        {
            case EventKind.LogStart or EventKind.DatabricksMetadata or EventKind.ApplicationStart or EventKind.ApplicationEnd
                or EventKind.EnvironmentUpdate or EventKind.ResourceProfileAdded:
                Apply(kind, Whole(ref json, ApplicationEvent.Read(ref json, _strings)));
                break;
            case EventKind.ExecutorAdded or EventKind.ExecutorRemoved or EventKind.ExecutorExcluded or EventKind.BlockManagerAdded:
                Apply(kind, Whole(ref json, ExecutorEvent.Read(ref json, _strings)));
                break;
            case EventKind.StageExecutorMetrics:
                _application.StageExecutorMetrics(Whole(ref json, ExecutorMetricsEvent.Read(ref json, _strings)));
                break;
            case EventKind.JobStart:
                _application.JobStart(Whole(ref json, JobStartEvent.Read(ref json, _strings)));
                break;
            case EventKind.JobEnd:
                _application.JobEnd(Whole(ref json, JobEndEvent.Read(ref json, _strings)));
                break;
            case EventKind.StageSubmitted:
                if (Whole(ref json, StageInfo.Read(ref json, _strings)) is { } submitted)
                {
                    _application.StageSubmitted(submitted);
                }

                break;
            case EventKind.StageCompleted:
                if (Whole(ref json, StageInfo.Read(ref json, _strings)) is { } completed)
                {
                    _application.StageCompleted(completed);
                }

                break;
            case EventKind.StreamingQueryStarted or EventKind.StreamingQueryProgress or EventKind.StreamingQueryTerminated:
                Apply(kind, Whole(ref json, StreamingEvent.Read(ref json, _strings)));
                break;
            case >= EventKind.DataFlintEnvironment:
                Apply(kind, Whole(ref json, DataFlintEvent.Read(ref json, _strings)));
                break;
            default:
                Apply(kind, Whole(ref json, SqlEvent.Read(ref json, _strings)));
                break;
        }
    }

    /// <summary>Makes sure that nothing follows the object.</summary>
    private static T Whole<T>(ref Utf8JsonReader json, T read)
    {
        while (json.Read())
        {
        }

        return read;
    }

    private void Apply(EventKind kind, ApplicationEvent read)
    {
        switch (kind)
        {
            case EventKind.ApplicationStart:
                _application.ApplicationStart(read);
                break;
            case EventKind.ApplicationEnd:
                _application.ApplicationEnd(read);
                break;
            case EventKind.EnvironmentUpdate:
                _application.Environment(read);
                break;
            case EventKind.ResourceProfileAdded:
                _application.ResourceProfile(read);
                break;
            default:
                _application.LogStart(read);
                break;
        }
    }

    private void Apply(EventKind kind, ExecutorEvent read)
    {
        switch (kind)
        {
            case EventKind.ExecutorAdded:
                _application.ExecutorAdded(read);
                break;
            case EventKind.ExecutorRemoved:
                _application.ExecutorRemoved(read);
                break;
            case EventKind.ExecutorExcluded:
                _application.ExecutorExcluded(read);
                break;
            default:
                _application.BlockManagerAdded(read);
                break;
        }
    }

    private void Apply(EventKind kind, SqlEvent read)
    {
        switch (kind)
        {
            case EventKind.SqlExecutionStart:
                _application.SqlStart(read);
                break;
            case EventKind.SqlExecutionEnd:
                _application.SqlEnd(read);
                break;
            case EventKind.SqlAdaptiveExecutionUpdate:
                _application.SqlReplan(read);
                break;
            case EventKind.SqlAdaptiveMetricUpdates:
                _application.SqlMetrics(read);
                break;
            default:
                _application.DriverUpdates(read);
                break;
        }
    }

    private void Apply(EventKind kind, StreamingEvent read)
    {
        switch (kind)
        {
            case EventKind.StreamingQueryStarted:
                _application.StreamingStarted(read);
                break;
            case EventKind.StreamingQueryProgress:
                _application.StreamingProgress(read);
                break;
            default:
                _application.StreamingTerminated(read);
                break;
        }
    }

    private void Apply(EventKind kind, DataFlintEvent read)
    {
        switch (kind)
        {
            case EventKind.DataFlintEnvironment:
                _application.DataFlintEnvironment(read);
                break;
            case EventKind.DataFlintIcebergCommit:
                _application.DataFlintCommit(read);
                break;
            case EventKind.DataFlintDeltaScan:
                _application.DataFlintScan(read);
                break;
            default:
                _application.DataFlintExecution(read);
                break;
        }
    }
}
