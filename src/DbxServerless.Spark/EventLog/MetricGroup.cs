namespace DbxServerless.Spark.EventLog;

/// <summary>Reads an object whose values are numbers or further such objects.</summary>
internal static class MetricGroup
{
    /// <summary>An object of numbers. The keys usually come in the order of the fields, so each is first compared with the next one.</summary>
    public static bool TryRead(ref JsonCursor json, MetricField[] fields, long[] values)
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
                if (!TryRead(ref json, nested, values))
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
