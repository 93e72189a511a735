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
            MetricField? field = null;
            for (var tried = 0; tried < fields.Length && field is null; tried++)
            {
                var candidate = fields[next];
                next = next + 1 == fields.Length ? 0 : next + 1;
                field = json.TryTake(in candidate.Key) ? candidate : null;
            }

            if (field is null && !json.TryReadKey(out _))
            {
                return false;
            }

            var isRead = field switch
            {
                { Nested: { } nested } => TryRead(ref json, nested, values),
                { Slot: >= 0 } => json.TryReadNumber(out values[field.Slot]),
                _ => json.TrySkipValue(),
            };
            if (!isRead)
            {
                return false;
            }
        }
        while (json.TryTake((byte)','));

        return json.TryTake((byte)'}');
    }
}
