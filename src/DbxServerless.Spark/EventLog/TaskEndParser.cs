using System.Buffers;
using System.Runtime.CompilerServices;

namespace DbxServerless.Spark.EventLog;

/// <summary>
/// Reads TaskEnd lines, nine tenths of every log, without allocating. A line that is not written the way Spark writes it
/// (white space, escaped keys) is validated and minified first, and read again.
/// </summary>
internal sealed class TaskEndParser(StringPool strings, int maxDepth)
{
    private readonly ArrayBufferWriter<byte> _minified = new();

    /// <summary>The facts of the last line that was parsed.</summary>
    public TaskEndRecord Record { get; } = new();

    /// <summary>False when the line is not a JSON object of the expected shape.</summary>
    public bool TryParse(ReadOnlySpan<byte> line) =>
        TryRead(line) || (MinifiedJson.TryWrite(line, _minified, maxDepth) && TryRead(_minified.WrittenSpan));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryRead(ReadOnlySpan<byte> line)
    {
        Record.Clear();
        var json = new JsonCursor(line, maxDepth);
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryReadProperty(ref JsonCursor json, ReadOnlySpan<byte> key)
    {
        if (key.SequenceEqual("Task Info"u8))
        {
            return TryReadTaskInfo(ref json);
        }

        if (key.SequenceEqual("Task Metrics"u8))
        {
            return TryReadTaskMetrics(ref json);
        }

        if (key.SequenceEqual("Task Executor Metrics"u8))
        {
            return TryReadGroup(ref json, MetricField.OfExecutor, Record.ExecutorMemory);
        }

        if (key.SequenceEqual("Task End Reason"u8))
        {
            return json.TryTake("{\"Reason\":\"Success\"}"u8) || TaskEndReason.TryRead(ref json, Record, strings);
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
        return TryReadGroup(ref json, MetricField.OfTask, Record.Metrics);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryReadTaskInfo(ref JsonCursor json)
    {
        if (!json.TryTake((byte)'{'))
        {
            return json.TrySkipValue();
        }

        if (json.TryTake((byte)'}'))
        {
            return true;
        }

        do
        {
            if (!json.TryReadKey(out var key) || !TryReadTaskInfoProperty(ref json, key))
            {
                return false;
            }
        }
        while (json.TryTake((byte)','));

        return json.TryTake((byte)'}');
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryReadTaskInfoProperty(ref JsonCursor json, ReadOnlySpan<byte> key)
    {
        bool isRead;
        if (key.SequenceEqual("Accumulables"u8))
        {
            return TaskAccumulables.TryRead(ref json, Record);
        }

        if (key.SequenceEqual("Task ID"u8))
        {
            isRead = json.TryReadNumber(out var number);
            Record.TaskId = number;
        }
        else if (key.SequenceEqual("Attempt"u8))
        {
            isRead = json.TryReadNumber(out var number);
            Record.Attempt = number;
        }
        else if (key.SequenceEqual("Launch Time"u8))
        {
            isRead = json.TryReadNumber(out var number);
            Record.LaunchTime = number;
        }
        else if (key.SequenceEqual("Finish Time"u8))
        {
            isRead = json.TryReadNumber(out var number);
            Record.FinishTime = number;
        }
        else if (key.SequenceEqual("Getting Result Time"u8))
        {
            isRead = json.TryReadNumber(out var number);
            Record.GettingResultTime = number;
        }
        else if (key.SequenceEqual("Executor ID"u8))
        {
            isRead = TryReadText(ref json, out var text);
            Record.ExecutorId = text;
        }
        else if (key.SequenceEqual("Host"u8))
        {
            isRead = TryReadText(ref json, out var text);
            Record.Host = text;
        }
        else if (key.SequenceEqual("Locality"u8))
        {
            isRead = TryReadText(ref json, out var text);
            Record.Locality = text;
        }
        else if (key.SequenceEqual("Failed"u8))
        {
            isRead = json.TryReadFlag(out var flag);
            Record.IsFailed = flag;
        }
        else if (key.SequenceEqual("Killed"u8))
        {
            isRead = json.TryReadFlag(out var flag);
            Record.IsKilled = flag;
        }
        else if (key.SequenceEqual("Speculative"u8))
        {
            isRead = json.TryReadFlag(out var flag);
            Record.IsSpeculative = flag;
        }
        else
        {
            isRead = json.TrySkipValue();
        }

        return isRead;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryReadText(ref JsonCursor json, out string text)
    {
        if (json.TryReadPlainString(out var utf8))
        {
            text = strings.Get(utf8);
            return true;
        }

        text = "";
        return json.TrySkipValue();
    }

    /// <summary>An object of numbers. The keys usually come in the order of the fields, so each is first compared with the next one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryReadGroup(ref JsonCursor json, MetricField[] fields, long[] values)
    {
        if (!json.TryTake((byte)'{'))
        {
            return json.TrySkipValue();
        }

        if (json.TryTake((byte)'}'))
        {
            return true;
        }

        var next = 0;
        do
        {
            if (!json.TryReadKey(out var key))
            {
                return false;
            }

            MetricField? field = null;
            for (var tried = 0; tried < fields.Length; tried++)
            {
                var candidate = fields[next];
                next = next + 1 == fields.Length ? 0 : next + 1;
                if (key.SequenceEqual(candidate.Key))
                {
                    field = candidate;
                    break;
                }
            }

            if (field?.Nested is { } nested)
            {
                if (!TryReadGroup(ref json, nested, values))
                {
                    return false;
                }
            }
            else if (field is { Slot: >= 0 })
            {
                if (!json.TryReadNumber(out values[field.Slot]))
                {
                    return false;
                }
            }
            else if (!json.TrySkipValue())
            {
                return false;
            }
        }
        while (json.TryTake((byte)','));

        return json.TryTake((byte)'}');
    }
}
