using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.EventLog.Events;

/// <summary>The inside of a progress event, as far as it is about the batch.</summary>
internal sealed class StreamingProgress
{
    private readonly Dictionary<string, long> _durations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _sourceMetrics = new(StringComparer.Ordinal);
    private StreamingBatch _batch = new();

    public StreamingBatch ToBatch(long? time) =>
        _batch with { Timestamp = time, DurationsMs = _durations, SourceMetrics = _sourceMetrics };

    /// <summary>Reads the property if it is known; otherwise the reader has not moved.</summary>
    public bool TryRead(ref JsonTokens json, StringPool strings)
    {
        if (json.ValueTextEquals("batchId"u8))
        {
            _batch = _batch with { BatchId = json.ReadNumber() ?? 0 };
        }
        else if (json.ValueTextEquals("batchDuration"u8))
        {
            _batch = _batch with { DurationMs = json.ReadNumber() };
        }
        else if (json.ValueTextEquals("numInputRows"u8))
        {
            _batch = _batch with { InputRows = json.ReadNumber() };
        }
        else if (json.ValueTextEquals("inputRowsPerSecond"u8))
        {
            _batch = _batch with { InputRowsPerSecond = json.ReadDouble() };
        }
        else if (json.ValueTextEquals("processedRowsPerSecond"u8))
        {
            _batch = _batch with { ProcessedRowsPerSecond = json.ReadDouble() };
        }
        else if (json.ValueTextEquals("durationMs"u8))
        {
            ReadDurations(ref json, strings);
        }
        else if (json.ValueTextEquals("eventTime"u8))
        {
            _batch = _batch with { Watermark = json.ReadTexts(strings).GetValueOrDefault("watermark") };
        }
        else if (json.ValueTextEquals("stateOperators"u8))
        {
            ReadState(ref json);
        }
        else if (json.ValueTextEquals("sources"u8))
        {
            ReadSources(ref json, strings);
        }
        else
        {
            return false;
        }

        return true;
    }

    private void ReadDurations(ref JsonTokens json, StringPool strings)
    {
        if (!json.EnterObject())
        {
            return;
        }

        while (json.NextProperty())
        {
            var part = json.PropertyHere(strings);
            if (json.ReadNumber() is { } duration)
            {
                _durations[part] = duration;
            }
        }

        if (_batch.DurationMs is null && _durations.TryGetValue("triggerExecution", out var whole))
        {
            _batch = _batch with { DurationMs = whole };
        }
    }

    private void ReadState(ref JsonTokens json)
    {
        if (!json.EnterArray())
        {
            return;
        }

        while (json.NextObject())
        {
            while (json.NextProperty())
            {
                if (json.ValueTextEquals("numRowsTotal"u8))
                {
                    _batch = _batch with { StateRows = (_batch.StateRows ?? 0) + (json.ReadNumber() ?? 0) };
                }
                else if (json.ValueTextEquals("memoryUsedBytes"u8))
                {
                    _batch = _batch with { StateBytes = (_batch.StateBytes ?? 0) + (json.ReadNumber() ?? 0) };
                }
                else if (json.ValueTextEquals("numRowsDroppedByWatermark"u8))
                {
                    _batch = _batch with { RowsDroppedByWatermark = (_batch.RowsDroppedByWatermark ?? 0) + (json.ReadNumber() ?? 0) };
                }
                else
                {
                    json.SkipValue();
                }
            }
        }
    }

    private void ReadSources(ref JsonTokens json, StringPool strings)
    {
        if (!json.EnterArray())
        {
            return;
        }

        while (json.NextObject())
        {
            while (json.NextProperty())
            {
                if (!json.ValueTextEquals("metrics"u8))
                {
                    json.SkipValue();
                }
                else if (json.EnterObject())
                {
                    while (json.NextProperty())
                    {
                        var name = json.PropertyHere(strings);
                        if (json.ReadDouble() is { } amount)
                        {
                            _sourceMetrics[name] = _sourceMetrics.GetValueOrDefault(name) + amount;
                        }
                    }
                }
            }
        }
    }
}
