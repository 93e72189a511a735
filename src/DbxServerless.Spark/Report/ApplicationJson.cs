using System.Text.Encodings.Web;
using System.Text.Json;
using DbxServerless.Spark.Application;
using DbxServerless.Spark.Compare;
using DbxServerless.Spark.Insights;

namespace DbxServerless.Spark.Report;

/// <summary>The summary of an application as one JSON object. Its names are promised to users.</summary>
public static class ApplicationJson
{
    private static readonly (string Name, TaskMetric Metric)[] Sums =
    [
        ("executorRunTimeMs", TaskMetric.ExecutorRunTimeMs),
        ("executorCpuTimeNs", TaskMetric.ExecutorCpuTimeNs),
        ("jvmGcTimeMs", TaskMetric.JvmGcTimeMs),
        ("inputBytes", TaskMetric.InputBytes),
        ("inputRecords", TaskMetric.InputRecords),
        ("outputBytes", TaskMetric.OutputBytes),
        ("outputRecords", TaskMetric.OutputRecords),
        ("shuffleReadBytes", TaskMetric.ShuffleReadBytes),
        ("shuffleWriteBytes", TaskMetric.ShuffleWriteBytes),
        ("memoryBytesSpilled", TaskMetric.MemorySpilledBytes),
        ("diskBytesSpilled", TaskMetric.DiskSpilledBytes),
    ];

    /// <summary>Writes the object, indented, as UTF-8. What the log does not tell is null.</summary>
    public static void Write(Stream output, SparkApplication application, InsightReport? insights = null, RunComparison? comparison = null)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        Write(json, application, insights, comparison);
    }

    /// <summary>Writes the object where the writer stands. Without insights and comparison it has no property of that name.</summary>
    public static void Write(Utf8JsonWriter json, SparkApplication application, InsightReport? insights = null, RunComparison? comparison = null)
    {
        json.WriteStartObject();
        WriteApplication(json, application);
        WriteTotals(json, application.Totals);
        json.WriteStartArray("stages");
        foreach (var stage in application.Stages)
        {
            WriteStage(json, stage);
        }

        json.WriteEndArray();
        json.WriteStartArray("executors");
        foreach (var executor in application.Executors)
        {
            WriteExecutor(json, executor);
        }

        json.WriteEndArray();
        json.WriteStartArray("sql");
        foreach (var execution in application.SqlExecutions.Where(execution => execution.HasStarted))
        {
            WriteExecution(json, execution);
        }

        json.WriteEndArray();
        if (insights is not null)
        {
            InsightJson.Write(json, insights);
        }

        if (comparison is not null)
        {
            ComparisonJson.Write(json, comparison);
        }

        json.WriteNumber("malformedLines", application.Account.MalformedLines);
        json.WriteBoolean("truncated", application.Account.IsTruncated);
        json.WriteStartObject("unknownEvents");
        foreach (var (name, count) in application.Account.UnknownEvents.OrderBy(unknown => unknown.Key, StringComparer.Ordinal))
        {
            json.WriteNumber(name, count);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
    }

    private static void WriteApplication(Utf8JsonWriter json, SparkApplication application)
    {
        json.WriteStartObject("application");
        json.WriteString("id", application.Id);
        json.WriteString("name", application.Name);
        json.WriteString("sparkVersion", application.SparkVersion);
        WriteNumber(json, "startTime", application.StartTime);
        WriteNumber(json, "endTime", application.EndTime);
        WriteNumber(json, "durationMs", application.DurationMs);
        json.WriteString("clusterId", application.Cluster?.ClusterId);
        json.WriteEndObject();
    }

    private static void WriteTotals(Utf8JsonWriter json, ApplicationTotals totals)
    {
        json.WriteStartObject("totals");
        json.WriteNumber("jobs", totals.Jobs);
        json.WriteNumber("failedJobs", totals.FailedJobs);
        json.WriteNumber("stages", totals.Stages);
        json.WriteNumber("failedStages", totals.FailedStages);
        WriteTasks(json, totals.Tasks);
        WriteSums(json, totals.Tasks);
        json.WriteEndObject();
    }

    private static void WriteStage(Utf8JsonWriter json, SparkStage stage)
    {
        json.WriteStartObject();
        json.WriteNumber("stageId", stage.StageId);
        json.WriteNumber("attempt", stage.Attempt);
        json.WriteString("name", stage.Name);
        WriteTasks(json, stage.Tasks.Totals);
        WriteNumber(json, "durationMs", stage.DurationMs);
        WriteSums(json, stage.Tasks.Totals);
        var durations = stage.Tasks.Distribution(TaskMetric.DurationMs);
        json.WriteStartObject("taskDurationMs");
        json.WriteNumber("min", durations.Min);
        json.WriteNumber("p50", durations.Quantile(0.5));
        json.WriteNumber("p95", durations.Quantile(0.95));
        json.WriteNumber("max", durations.Max);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteExecutor(Utf8JsonWriter json, SparkExecutor executor)
    {
        json.WriteStartObject();
        json.WriteString("id", executor.Id);
        json.WriteString("host", executor.Host);
        WriteNumber(json, "cores", executor.Cores);
        WriteNumber(json, "addTime", executor.AddTime);
        WriteNumber(json, "removeTime", executor.RemoveTime);
        json.WriteString("removeReason", executor.RemoveReason);
        json.WriteEndObject();
    }

    private static void WriteExecution(Utf8JsonWriter json, SqlExecution execution)
    {
        json.WriteStartObject();
        json.WriteNumber("executionId", execution.ExecutionId);
        json.WriteString("description", execution.Description);
        WriteNumber(json, "durationMs", execution.DurationMs);
        json.WriteBoolean("failed", execution.HasFailed);
        json.WriteEndObject();
    }

    private static void WriteTasks(Utf8JsonWriter json, TaskAggregate tasks)
    {
        json.WriteNumber("tasks", tasks.Tasks);
        json.WriteNumber("failedTasks", tasks.FailedTasks);
    }

    private static void WriteSums(Utf8JsonWriter json, TaskAggregate tasks)
    {
        foreach (var (name, metric) in Sums)
        {
            json.WriteNumber(name, tasks.Sum(metric));
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } known)
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
