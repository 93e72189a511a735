namespace DbxServerless.Spark.EventLog;

/// <summary>Reads the object <c>Task Info</c> of a TaskEnd line, with its accumulables.</summary>
internal sealed class TaskInfoParser(TaskEndRecord record, StringPool strings)
{
    public bool TryRead(ref JsonCursor json)
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
            if (!json.TryReadKey(out var key) || !TryReadProperty(ref json, key))
            {
                return false;
            }
        }
        while (json.TryTake((byte)','));

        return json.TryTake((byte)'}');
    }

    private bool TryReadProperty(ref JsonCursor json, ReadOnlySpan<byte> key)
    {
        bool isRead;
        if (key.SequenceEqual("Accumulables"u8))
        {
            return TaskAccumulables.TryRead(ref json, record);
        }

        if (key.SequenceEqual("Task ID"u8))
        {
            isRead = json.TryReadNumber(out var number);
            record.TaskId = number;
        }
        else if (key.SequenceEqual("Attempt"u8))
        {
            isRead = json.TryReadNumber(out var number);
            record.Attempt = number;
        }
        else if (key.SequenceEqual("Launch Time"u8))
        {
            isRead = json.TryReadNumber(out var number);
            record.LaunchTime = number;
        }
        else if (key.SequenceEqual("Finish Time"u8))
        {
            isRead = json.TryReadNumber(out var number);
            record.FinishTime = number;
        }
        else if (key.SequenceEqual("Getting Result Time"u8))
        {
            isRead = json.TryReadNumber(out var number);
            record.GettingResultTime = number;
        }
        else if (key.SequenceEqual("Executor ID"u8))
        {
            isRead = TryReadText(ref json, out var text);
            record.ExecutorId = text;
        }
        else if (key.SequenceEqual("Host"u8))
        {
            isRead = TryReadText(ref json, out var text);
            record.Host = text;
        }
        else if (key.SequenceEqual("Locality"u8))
        {
            isRead = TryReadText(ref json, out var text);
            record.Locality = text;
        }
        else if (key.SequenceEqual("Failed"u8))
        {
            isRead = json.TryReadFlag(out var flag);
            record.IsFailed = flag;
        }
        else if (key.SequenceEqual("Killed"u8))
        {
            isRead = json.TryReadFlag(out var flag);
            record.IsKilled = flag;
        }
        else if (key.SequenceEqual("Speculative"u8))
        {
            isRead = json.TryReadFlag(out var flag);
            record.IsSpeculative = flag;
        }
        else
        {
            isRead = json.TrySkipValue();
        }

        return isRead;
    }

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
}
