using System.Buffers;

namespace DbxServerless.Spark.EventLog;

/// <summary>
/// Reads TaskEnd lines, nine tenths of every log, without allocating. A line that is not written the way Spark writes it
/// (white space, escaped keys) is validated and minified first, and read again.
/// </summary>
internal sealed class TaskEndParser
{
    private readonly StringPool _strings;
    private readonly int _maxDepth;
    private readonly ArrayBufferWriter<byte> _minified = new();
    private readonly TaskInfoParser _info;

    public TaskEndParser(StringPool strings, int maxDepth)
    {
        _strings = strings;
        _maxDepth = maxDepth;
        _info = new TaskInfoParser(Record, strings);
    }

    /// <summary>The facts of the last line that was parsed.</summary>
    public TaskEndRecord Record { get; } = new();

    /// <summary>False when the line is not a JSON object of the expected shape.</summary>
    public bool TryParse(ReadOnlySpan<byte> line) =>
        TryRead(line) || (MinifiedJson.TryWrite(line, _minified, _maxDepth) && TryRead(_minified.WrittenSpan));

    private bool TryRead(ReadOnlySpan<byte> line)
    {
        Record.Clear();
        var json = new JsonCursor(line, _maxDepth);
        if (!json.TryTake((byte)'{'))
        {
            return false;
        }

        do
        {
            if (!json.TryReadKey(out var key) || !TryReadProperty(ref json, key))
            {
                return false;
            }
        }
        while (json.TryTake((byte)','));

        if (!json.TryTake((byte)'}') || !json.AtEnd)
        {
            return false;
        }

        Record.Derive();
        return true;
    }

    private bool TryReadProperty(ref JsonCursor json, ReadOnlySpan<byte> key)
    {
        if (key.SequenceEqual("Task Info"u8))
        {
            return _info.TryRead(ref json);
        }

        if (key.SequenceEqual("Task Metrics"u8))
        {
            return TryReadTaskMetrics(ref json);
        }

        if (key.SequenceEqual("Task Executor Metrics"u8))
        {
            return MetricGroup.TryRead(ref json, MetricField.OfExecutor, Record.ExecutorMemory);
        }

        if (key.SequenceEqual("Task End Reason"u8))
        {
            return json.TryTake("{\"Reason\":\"Success\"}"u8) || TaskEndReason.TryRead(ref json, Record, _strings);
        }

        if (key.SequenceEqual("Stage ID"u8))
        {
            var isRead = json.TryReadNumber(out var id);
            Record.StageId = id;
            return isRead;
        }

        if (key.SequenceEqual("Stage Attempt ID"u8))
        {
            var isRead = json.TryReadNumber(out var attempt);
            Record.StageAttempt = attempt;
            return isRead;
        }

        return json.TrySkipValue();
    }

    private bool TryReadTaskMetrics(ref JsonCursor json)
    {
        if (json.TryTake("null"u8))
        {
            return true;
        }

        Record.HasMetrics = true;
        return MetricGroup.TryRead(ref json, MetricField.OfTask, Record.Metrics);
    }
}
