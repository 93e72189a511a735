using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.EventLog.Events;

/// <summary>The <c>Stage Info</c> of a submitted or completed stage.</summary>
internal sealed class StageInfo
{
    private const int MaxReason = 1000;

    public long StageId { get; private set; }

    public int Attempt { get; private set; }

    public string? Name { get; private set; }

    public long? NumberOfTasks { get; private set; }

    public long? SubmissionTime { get; private set; }

    public long? CompletionTime { get; private set; }

    public string? FailureReason { get; private set; }

    public List<long> ParentIds { get; private set; } = [];

    public long ResourceProfileId { get; private set; }

    public List<StageRdd> Rdds { get; private set; } = [];

    /// <summary>SQL metrics: accumulator and its total.</summary>
    public List<(long Id, long Value)> SqlMetrics { get; } = [];

    public Dictionary<string, long> InternalMetrics { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads an event that holds a stage info; null when it holds none.</summary>
    public static StageInfo? Read(ref JsonTokens json, StringPool strings)
    {
        StageInfo? stage = null;
        while (json.NextProperty())
        {
            if (!json.ValueTextEquals("Stage Info"u8))
            {
                json.SkipValue();
            }
            else if (json.EnterObject())
            {
                stage = new StageInfo();
                stage.ReadProperties(ref json, strings);
            }
        }

        return stage;
    }

    private void ReadProperties(ref JsonTokens json, StringPool strings)
    {
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("Stage ID"u8))
            {
                StageId = json.ReadNumber() ?? 0;
            }
            else if (json.ValueTextEquals("Stage Attempt ID"u8))
            {
                Attempt = json.ReadInt(0);
            }
            else if (json.ValueTextEquals("Stage Name"u8))
            {
                Name = json.ReadText(strings);
            }
            else if (json.ValueTextEquals("Number of Tasks"u8))
            {
                NumberOfTasks = json.ReadNumber();
            }
            else if (json.ValueTextEquals("Submission Time"u8))
            {
                SubmissionTime = json.ReadNumber();
            }
            else if (json.ValueTextEquals("Completion Time"u8))
            {
                CompletionTime = json.ReadNumber();
            }
            else if (json.ValueTextEquals("Failure Reason"u8))
            {
                FailureReason = json.ReadFreeText(MaxReason);
            }
            else if (json.ValueTextEquals("Parent IDs"u8))
            {
                ParentIds = json.ReadNumbers();
            }
            else if (json.ValueTextEquals("Resource Profile Id"u8))
            {
                ResourceProfileId = json.ReadNumber() ?? 0;
            }
            else if (json.ValueTextEquals("RDD Info"u8))
            {
                Rdds = RddInfo.ReadAll(ref json, strings);
            }
            else if (json.ValueTextEquals("Accumulables"u8))
            {
                ReadAccumulables(ref json, strings);
            }
            else
            {
                json.SkipValue();
            }
        }
    }

    private void ReadAccumulables(ref JsonTokens json, StringPool strings)
    {
        if (!json.EnterArray())
        {
            return;
        }

        while (json.NextObject())
        {
            long? id = null, value = null;
            string? name = null;
            var isSql = false;
            while (json.NextProperty())
            {
                if (json.ValueTextEquals("ID"u8))
                {
                    id = json.ReadNumber();
                }
                else if (json.ValueTextEquals("Value"u8))
                {
                    value = json.ReadNumber();
                }
                else if (json.ValueTextEquals("Name"u8))
                {
                    name = json.ReadText(strings);
                }
                else if (json.ValueTextEquals("Metadata"u8))
                {
                    isSql = json.ReadText(strings) == "sql";
                }
                else
                {
                    json.SkipValue();
                }
            }

            if (isSql && id is { } accumulator && value is { } total)
            {
                SqlMetrics.Add((accumulator, total));
            }
            else if (value is { } amount and not 0 && InternalMetric.Kept(name) is { } kept)
            {
                InternalMetrics[kept] = amount;
            }
        }
    }
}
