using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.EventLog.Events;

/// <summary>The highest memory use of an executor or the driver during a stage.</summary>
internal sealed class ExecutorMetricsEvent
{
    public string? ExecutorId { get; private set; }

    /// <summary>By <see cref="ExecutorMemoryMetric"/>.</summary>
    public long[] Peaks { get; } = new long[TaskMetrics.ExecutorMemoryCount];

    public static ExecutorMetricsEvent Read(ref JsonTokens json, StringPool strings)
    {
        var read = new ExecutorMetricsEvent();
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("Executor ID"u8))
            {
                read.ExecutorId = json.ReadText(strings);
            }
            else if (json.ValueTextEquals("Executor Metrics"u8))
            {
                read.ReadPeaks(ref json);
            }
            else
            {
                json.SkipValue();
            }
        }

        return read;
    }

    private void ReadPeaks(ref JsonTokens json)
    {
        if (!json.EnterObject())
        {
            return;
        }

        while (json.NextProperty())
        {
            var slot = -1;
            foreach (var field in MetricField.OfExecutor)
            {
                if (json.ValueTextEquals(field.Key.Name))
                {
                    slot = field.Slot;
                    break;
                }
            }

            if (slot < 0)
            {
                json.SkipValue();
            }
            else
            {
                Peaks[slot] = json.ReadNumber() ?? 0;
            }
        }
    }
}
