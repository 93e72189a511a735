using System.Runtime.CompilerServices;

namespace DbxServerless.Spark.EventLog;

/// <summary>
/// Reads the accumulables of a task, most of the bytes of a TaskEnd line. Each is first tried in the exact order
/// of keys in which Spark writes it.
/// </summary>
internal static class TaskAccumulables
{
    public static bool TryRead(ref JsonCursor json, TaskEndRecord record)
    {
        if (!json.TryTake((byte)'['))
        {
            return json.TrySkipValue();
        }

        if (json.TryTake((byte)']'))
        {
            return true;
        }

        do
        {
            var start = json.Position;
            if (!TryReadUsual(ref json, record))
            {
                json.Position = start;
                if (!TryReadAnyOrder(ref json, record))
                {
                    return false;
                }
            }
        }
        while (json.TryTake((byte)','));

        return json.TryTake((byte)']');
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadUsual(ref JsonCursor json, TaskEndRecord record)
    {
        if (!json.TryTake("{\"ID\":"u8)
            || !json.TryReadInteger(out var id)
            || !json.TryTake(",\"Name\":\""u8)
            || !json.TryReadPlainStringEnd(out _)
            || !json.TryTake(",\"Update\":"u8)
            || !TryReadQuotedOrBare(ref json, out var update)
            || !json.TryTake(",\"Value\":"u8)
            || !TryReadQuotedOrBare(ref json, out var value)
            || !(json.TryTake(",\"Internal\":true,\"Count Failed Values\":true"u8) || TryReadFlags(ref json)))
        {
            return false;
        }

        if (json.TryTake(",\"Metadata\":\"sql\"}"u8))
        {
            record.Add(new TaskAccumulable(id, update, value));
            return true;
        }

        return json.TryTake((byte)'}');
    }

    private static bool TryReadFlags(ref JsonCursor json) =>
        json.TryTake(",\"Internal\":"u8) && json.TryReadBoolean(out _)
        && json.TryTake(",\"Count Failed Values\":"u8) && json.TryReadBoolean(out _);

    /// <summary>SQL metrics are strings of digits, others are numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadQuotedOrBare(ref JsonCursor json, out long value) =>
        json.TryTake((byte)'"')
            ? json.TryReadInteger(out value) && json.TryTake((byte)'"')
            : json.TryReadInteger(out value);

    private static bool TryReadAnyOrder(ref JsonCursor json, TaskEndRecord record)
    {
        if (!json.TryTake((byte)'{'))
        {
            return json.TrySkipValue();
        }

        if (json.TryTake((byte)'}'))
        {
            return true;
        }

        long id = 0, update = 0, value = 0;
        bool hasId = false, hasValue = false, isSql = false;
        do
        {
            if (!json.TryReadKey(out var key))
            {
                return false;
            }

            if (key.SequenceEqual("ID"u8))
            {
                hasId = true;
                if (!json.TryReadNumber(out id))
                {
                    return false;
                }
            }
            else if (key.SequenceEqual("Update"u8))
            {
                if (!TryReadAmount(ref json, out update, out _))
                {
                    return false;
                }
            }
            else if (key.SequenceEqual("Value"u8))
            {
                if (!TryReadAmount(ref json, out value, out hasValue))
                {
                    return false;
                }
            }
            else if (key.SequenceEqual("Metadata"u8))
            {
                if (json.TryReadPlainString(out var metadata))
                {
                    isSql = metadata.SequenceEqual("sql"u8);
                }
                else if (!json.TrySkipValue())
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

        if (isSql && hasId && hasValue)
        {
            record.Add(new TaskAccumulable(id, update, value));
        }

        return json.TryTake((byte)'}');
    }

    /// <summary>A number, a string that holds one, or anything else, which is no amount.</summary>
    private static bool TryReadAmount(ref JsonCursor json, out long value, out bool isAmount)
    {
        var start = json.Position;
        if (TryReadQuotedOrBare(ref json, out value))
        {
            isAmount = true;
            return true;
        }

        json.Position = start;
        isAmount = json.TryReadPlainString(out var text) && MetricText.TryParse(text, out value);
        if (isAmount)
        {
            return true;
        }

        json.Position = start;
        isAmount = json.IsAtNumber;
        return json.TryReadNumber(out value);
    }
}
