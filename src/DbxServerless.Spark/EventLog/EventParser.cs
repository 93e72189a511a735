using System.Text;
using System.Text.Json;
using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.EventLog;

/// <summary>
/// From a line to a change of the application. A line is read whole before anything changes,
/// so that a broken line leaves no trace but its count.
/// </summary>
internal sealed class EventParser
{
    private readonly ApplicationBuilder _application;
    private readonly StringPool _strings = new();
    private readonly EventDispatch _dispatch;
    private readonly TaskEndParser _tasks;
    private readonly EventLogAccount _account;
    private readonly int _maxDepth;

    public EventParser(EventLogAccount account, EventLogReadOptions options)
    {
        _account = account;
        _maxDepth = options.MaxDepth;
        _application = new ApplicationBuilder(account);
        _dispatch = new EventDispatch(_application, _strings);
        _tasks = new TaskEndParser(_strings, _maxDepth);
    }

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
        if (!_tasks.TryParse(line))
        {
            return false;
        }

        _application.TaskEnd(_tasks.Record);
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
        _dispatch.Apply(kind, ref json);
        return true;
    }

    private JsonTokens Open(ReadOnlySpan<byte> line)
    {
        var json = new JsonTokens(line, _maxDepth);
        json.Read();
        return json;
    }

    private void CountUnknown(EventKind kind, string name)
    {
        if (kind == EventKind.Unknown)
        {
            _account.AddUnknown(name);
        }
    }
}
