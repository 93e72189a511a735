using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DbxServerless.Spark.Tests.EventLog;

/// <summary>Writes small event logs, event by event, the way Spark writes them: one minified JSON object a line.</summary>
internal sealed class EventLogBuilder
{
    private const string Ui = "org.apache.spark.sql.execution.ui.";

    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 10_000 };

    private readonly StringBuilder _text = new();

    public override string ToString() => _text.ToString();

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(_text.ToString());

    /// <summary>Any line as it is.</summary>
    public EventLogBuilder Line(string line)
    {
        _text.Append(line).Append('\n');
        return this;
    }

    /// <summary>Text without a line feed after it.</summary>
    public EventLogBuilder Raw(string text)
    {
        _text.Append(text);
        return this;
    }

    public EventLogBuilder Event(string name, JsonObject fields)
    {
        var line = new JsonObject { ["Event"] = name };
        foreach (var (key, value) in fields)
        {
            line[key] = value?.DeepClone();
        }

        return Line(line.ToJsonString(Unescaped));
    }

    public EventLogBuilder Metadata(string contextId = "8880912756278443690", int rollover = 0) => Line(
        $$"""{"Event":"DBCEventLoggingListenerMetadata","Spark Version":"3.4.1","Timestamp":1000,"Rollover Number":{{rollover}},"SparkContext Id":{{contextId}}}""");

    public EventLogBuilder ApplicationStart(string id = "app-1", long time = 1000) => Event(
        "SparkListenerApplicationStart", new() { ["App Name"] = "Databricks Shell", ["App ID"] = id, ["Timestamp"] = time, ["User"] = "root" });

    public EventLogBuilder ApplicationEnd(long time) => Event("SparkListenerApplicationEnd", new() { ["Timestamp"] = time });

    public EventLogBuilder Environment(params (string Key, string Value)[] properties) =>
        Event("SparkListenerEnvironmentUpdate", new() { ["JVM Information"] = new JsonObject(), ["Spark Properties"] = Map(properties) });

    public EventLogBuilder ExecutorAdded(string id, string host = "10.0.0.1", int cores = 4, long time = 1100) => Event(
        "SparkListenerExecutorAdded",
        new() { ["Timestamp"] = time, ["Executor ID"] = id, ["Executor Info"] = new JsonObject { ["Host"] = host, ["Total Cores"] = cores } });

    public EventLogBuilder ExecutorRemoved(string id, string reason, long time) => Event(
        "SparkListenerExecutorRemoved", new() { ["Timestamp"] = time, ["Executor ID"] = id, ["Removed Reason"] = reason });

    public EventLogBuilder JobStart(long id, long[] stages, long time = 2000, params (string Key, string Value)[] properties) => Event(
        "SparkListenerJobStart",
        new()
        {
            ["Job ID"] = id,
            ["Submission Time"] = time,
            ["Stage Infos"] = new JsonArray(),
            ["Stage IDs"] = new JsonArray([.. stages.Select(stage => (JsonNode)stage)]),
            ["Properties"] = Map(properties),
        });

    public EventLogBuilder JobEnd(long id, long time = 9000, string result = "JobSucceeded") => Event(
        "SparkListenerJobEnd", new() { ["Job ID"] = id, ["Completion Time"] = time, ["Job Result"] = new JsonObject { ["Result"] = result } });

    public EventLogBuilder StageSubmitted(long id, long time = 2100, int attempt = 0) =>
        Event("SparkListenerStageSubmitted", new() { ["Stage Info"] = Stage(id, attempt, time) });

    public EventLogBuilder StageCompleted(
        long id, long submitted = 2100, long completed = 8000, int attempt = 0, string? failure = null, params (long Id, string Value)[] sqlMetrics)
    {
        var stage = Stage(id, attempt, submitted);
        stage["Completion Time"] = completed;
        if (failure is not null)
        {
            stage["Failure Reason"] = failure;
        }

        stage["Accumulables"] = new JsonArray([.. sqlMetrics.Select(metric => new JsonObject
        {
            ["ID"] = metric.Id, ["Name"] = "metric", ["Value"] = metric.Value, ["Internal"] = true, ["Count Failed Values"] = true, ["Metadata"] = "sql",
        })]);
        return Event("SparkListenerStageCompleted", new() { ["Stage Info"] = stage });
    }

    public EventLogBuilder TaskEnd(GeneratedTask task) => Line(task.ToJson().ToJsonString());

    public EventLogBuilder SqlStart(long id, JsonObject? plan = null, long? root = null, long time = 1500) => Event(
        Ui + "SparkListenerSQLExecutionStart",
        new()
        {
            ["executionId"] = id,
            ["rootExecutionId"] = root ?? id,
            ["description"] = $"query {id}",
            ["details"] = "at line 1\nat line 2",
            ["physicalPlanDescription"] = "== Physical Plan ==",
            ["sparkPlanInfo"] = plan ?? PlanNode("Scan"),
            ["time"] = time,
        });

    public EventLogBuilder SqlEnd(long id, long time = 9500, string? error = "")
    {
        var end = new JsonObject { ["executionId"] = id, ["time"] = time };
        if (error is not null)
        {
            end["errorMessage"] = error;
        }

        return Event(Ui + "SparkListenerSQLExecutionEnd", end);
    }

    public EventLogBuilder SqlReplan(long id, JsonObject plan, string description = "== Physical Plan ==") => Event(
        Ui + "SparkListenerSQLAdaptiveExecutionUpdate",
        new() { ["executionId"] = id, ["physicalPlanDescription"] = description, ["sparkPlanInfo"] = plan });

    public EventLogBuilder DriverUpdates(long id, params (long Id, long Value)[] updates) => Event(
        Ui + "SparkListenerDriverAccumUpdates",
        new() { ["executionId"] = id, ["accumUpdates"] = new JsonArray([.. updates.Select(update => new JsonArray(update.Id, update.Value))]) });

    public static JsonObject PlanNode(string name, (string Name, long Id, string Type)[]? metrics = null, params JsonObject[] children) => new()
    {
        ["nodeName"] = name,
        ["simpleString"] = name + " [a#1, b#2]",
        ["children"] = new JsonArray([.. children]),
        ["metadata"] = new JsonObject(),
        ["metrics"] = new JsonArray([.. (metrics ?? []).Select(metric => new JsonObject
        {
            ["name"] = metric.Name, ["accumulatorId"] = metric.Id, ["metricType"] = metric.Type,
        })]),
    };

    private static JsonObject Stage(long id, int attempt, long submitted) => new()
    {
        ["Stage ID"] = id,
        ["Stage Attempt ID"] = attempt,
        ["Stage Name"] = $"collect at Report.scala:{id}",
        ["Number of Tasks"] = 2,
        ["RDD Info"] = new JsonArray(),
        ["Parent IDs"] = new JsonArray(),
        ["Submission Time"] = submitted,
        ["Accumulables"] = new JsonArray(),
    };

    private static JsonObject Map((string Key, string Value)[] properties)
    {
        var map = new JsonObject();
        foreach (var (key, value) in properties)
        {
            map[key] = value;
        }

        return map;
    }
}
