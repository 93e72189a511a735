using System.Text.Json;
using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.EventLog.Events;

/// <summary>Any event about a SQL execution: its start, end, new plan, new metrics or metrics of the driver.</summary>
internal sealed class SqlEvent
{
    private const int MaxText = 1000;

    public long ExecutionId { get; private set; }

    public long? RootExecutionId { get; private set; }

    public string? Description { get; private set; }

    public long? Time { get; private set; }

    public string? Error { get; private set; }

    public string? JobGroup { get; private set; }

    public PlanNode? Plan { get; private set; }

    public Dictionary<string, string> ModifiedConfigs { get; private set; } = [];

    public List<PlanMetric> Metrics { get; private set; } = [];

    /// <summary>Accumulator and value.</summary>
    public List<(long Id, long Value)> DriverUpdates { get; } = [];

    public static SqlEvent Read(ref JsonTokens json, StringPool strings)
    {
        var sql = new SqlEvent();
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("executionId"u8))
            {
                sql.ExecutionId = json.ReadNumber() ?? 0;
            }
            else if (json.ValueTextEquals("rootExecutionId"u8))
            {
                sql.RootExecutionId = json.ReadNumber();
            }
            else if (json.ValueTextEquals("description"u8))
            {
                sql.Description = json.ReadFreeText(MaxText);
            }
            else if (json.ValueTextEquals("time"u8))
            {
                sql.Time = json.ReadNumber();
            }
            else if (json.ValueTextEquals("errorMessage"u8))
            {
                sql.Error = json.ReadFreeText(MaxText);
            }
            else if (json.ValueTextEquals("jobGroupId"u8))
            {
                sql.JobGroup = json.ReadText(strings);
            }
            else if (json.ValueTextEquals("sparkPlanInfo"u8))
            {
                sql.Plan = PlanReading.ReadPlan(ref json, strings);
            }
            else if (json.ValueTextEquals("modifiedConfigs"u8))
            {
                sql.ModifiedConfigs = json.ReadTexts(strings);
            }
            else if (json.ValueTextEquals("sqlPlanMetrics"u8))
            {
                sql.Metrics = PlanReading.ReadMetrics(ref json, strings);
            }
            else if (json.ValueTextEquals("accumUpdates"u8))
            {
                sql.ReadDriverUpdates(ref json);
            }
            else
            {
                json.SkipValue();
            }
        }

        return sql;
    }

    private void ReadDriverUpdates(ref JsonTokens json)
    {
        if (!json.EnterArray())
        {
            return;
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.StartArray)
            {
                json.Skip();
                continue;
            }

            Span<long?> pair = [null, null];
            for (var i = 0; json.Read() && json.TokenType != JsonTokenType.EndArray; i++)
            {
                var number = json.NumberHere();
                if (i < pair.Length)
                {
                    pair[i] = number;
                }
            }

            if (pair[0] is { } id && pair[1] is { } value)
            {
                DriverUpdates.Add((id, value));
            }
        }
    }
}
