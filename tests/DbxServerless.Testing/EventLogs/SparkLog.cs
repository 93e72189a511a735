using System.Text;
using System.Text.Json.Nodes;
using DbxServerless.Spark.Application;
using DbxServerless.Spark.EventLog;

namespace DbxServerless.Testing.EventLogs;

/// <summary>
/// Writes a small event log as Spark would, and reads it with the real reader. Times are milliseconds after the start of the application.
/// </summary>
public sealed class SparkLog
{
    private const long Epoch = 1_700_000_000_000;
    private const string Sql = "org.apache.spark.sql.execution.ui.SparkListener";

    private readonly List<(long Time, JsonObject Event)> _events = [];
    private readonly JsonObject _properties = [];
    private readonly Dictionary<string, (string Host, int Cores)> _executors = [];
    private readonly Dictionary<long, List<(long Id, long Value)>> _stageMetrics = [];
    private string _version = "3.5.0";
    private long _end;
    private long _tasks;
    private long _jobs;

    public SparkLog Version(string version)
    {
        _version = version;
        return this;
    }

    public SparkLog Property(string name, string value)
    {
        _properties[name] = value;
        return this;
    }

    /// <summary>Makes the log one of Databricks.</summary>
    public SparkLog OnDatabricks(string runtime = "15.4.x-scala2.12") =>
        Property("spark.databricks.clusterUsageTags.clusterId", "0101-120000-abcdefgh").Property("spark.databricks.clusterUsageTags.sparkVersion", runtime);

    public SparkLog Executor(string id, int cores = 4, long at = 0, string? host = null)
    {
        _executors[id] = (host ?? "host-" + id, cores);
        return Add(at, "SparkListenerExecutorAdded", new JsonObject
        {
            ["Timestamp"] = Epoch + at,
            ["Executor ID"] = id,
            ["Executor Info"] = new JsonObject { ["Host"] = _executors[id].Host, ["Total Cores"] = cores },
        });
    }

    public SparkLog Removed(string id, long at, string reason) => Add(at, "SparkListenerExecutorRemoved", new JsonObject
    {
        ["Timestamp"] = Epoch + at,
        ["Executor ID"] = id,
        ["Removed Reason"] = reason,
    });

    public SparkLog Job(long at, long end, long[] stages, long? sql = null, string? failure = null, params (string Name, string Value)[] properties)
    {
        var id = _jobs++;
        var bag = new JsonObject();
        foreach (var (name, value) in properties)
        {
            bag[name] = value;
        }

        if (sql is not null)
        {
            bag["spark.sql.execution.id"] = sql.Value.ToString();
        }

        Add(at, "SparkListenerJobStart", new JsonObject
        {
            ["Job ID"] = id,
            ["Submission Time"] = Epoch + at,
            ["Stage IDs"] = new JsonArray([.. stages.Select(stage => JsonValue.Create(stage))]),
            ["Properties"] = bag,
        });
        var result = failure is null
            ? new JsonObject { ["Result"] = "JobSucceeded" }
            : new JsonObject { ["Result"] = "JobFailed", ["Exception"] = new JsonObject { ["Message"] = failure } };
        return Add(end, "SparkListenerJobEnd", new JsonObject { ["Job ID"] = id, ["Completion Time"] = Epoch + end, ["Job Result"] = result });
    }

    /// <summary>A stage whose tasks fill the executors' cores in turn, and a job around it unless one is named by <see cref="Job"/>.</summary>
    public SparkLog Stage(
        long id, long at, IEnumerable<TaskSpec> tasks, int attempt = 0, string? failure = null, bool withJob = true, long? sql = null,
        JsonObject[]? rdds = null, (string Name, long Value)[]? internals = null, long? planned = null)
    {
        var list = tasks.ToList();
        var free = _executors.SelectMany(executor => Enumerable.Range(0, executor.Value.Cores).Select(core => (executor.Key, core)))
            .ToDictionary(slot => slot, _ => 0L);
        var end = at;
        var lines = new List<(long, JsonObject)>();
        for (var i = 0; i < list.Count; i++)
        {
            var task = list[i];
            var slot = free.Where(slot => task.Executor is null || slot.Key.Key == task.Executor).MinBy(slot => slot.Value).Key;
            var start = at + (task.StartMs ?? free[slot]);
            var finish = start + task.RunMs + task.OverheadMs;
            free[slot] = finish - at;
            end = Math.Max(end, finish);
            lines.Add((finish, SparkEvents.TaskEnd(id, attempt, _tasks++, i, task, slot.Key, _executors[slot.Key].Host, Epoch + start, Epoch + finish)));
        }

        if (withJob)
        {
            Job(at, end, [id], sql);
        }

        var info = SparkEvents.StageInfo(id, attempt, Epoch + at, planned ?? list.Count, rdds);
        Add(at, "SparkListenerStageSubmitted", new JsonObject { ["Stage Info"] = info });
        lines.ForEach(line => Add(line.Item1, "SparkListenerTaskEnd", line.Item2));
        var completed = SparkEvents.StageInfo(id, attempt, Epoch + at, planned ?? list.Count, rdds);
        completed["Completion Time"] = Epoch + end;
        if (failure is not null)
        {
            completed["Failure Reason"] = failure;
        }

        var accumulables = new JsonArray();
        foreach (var (name, value) in internals ?? [])
        {
            accumulables.Add(new JsonObject { ["ID"] = accumulables.Count, ["Name"] = "internal.metrics." + name, ["Value"] = value, ["Internal"] = true });
        }

        completed["Accumulables"] = accumulables;
        return Add(end, "SparkListenerStageCompleted", new JsonObject { ["Stage Info"] = completed });
    }

    /// <summary>A query and its final plan. Metrics of operators in stages are reported with those stages, others by the driver.</summary>
    public SparkLog Query(long id, long at, long end, PlanSpec plan, string? error = "", long? root = null, string description = "select")
    {
        Add(at, Sql + "SQLExecutionStart", new JsonObject
        {
            ["executionId"] = id,
            ["rootExecutionId"] = root ?? id,
            ["description"] = description,
            ["sparkPlanInfo"] = plan.ToJson(),
            ["time"] = Epoch + at,
        });
        var driver = new JsonArray();
        foreach (var node in plan.All())
        {
            foreach (var (_, accumulator, _, value) in node.Metrics)
            {
                if (node.Stages.Count == 0)
                {
                    driver.Add(new JsonArray(JsonValue.Create(accumulator), JsonValue.Create(value)));
                }

                foreach (var stage in node.Stages)
                {
                    if (!_stageMetrics.TryGetValue(stage, out var metrics))
                    {
                        _stageMetrics[stage] = metrics = [];
                    }

                    metrics.Add((accumulator, value));
                }
            }
        }

        Add(end, Sql + "DriverAccumUpdates", new JsonObject { ["executionId"] = id, ["accumUpdates"] = driver });
        return Add(end, Sql + "SQLExecutionEnd", new JsonObject { ["executionId"] = id, ["time"] = Epoch + end, ["errorMessage"] = error });
    }

    /// <summary>Any other event.</summary>
    public SparkLog Event(long at, string name, JsonObject body) => Add(at, name, body);

    public static string Iso(long at) => DateTimeOffset.FromUnixTimeMilliseconds(Epoch + at).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    public SparkLog Until(long end)
    {
        _end = end;
        return this;
    }

    public async Task<SparkApplication> ReadAsync()
    {
        var text = Encoding.UTF8.GetBytes(Text());
        return await EventLogReader.ReadAsync(new EventLogSource("test", [new EventLogSegment("test", _ => ValueTask.FromResult<Stream>(new MemoryStream(text)))]));
    }

    /// <summary>The log as a file has it.</summary>
    public string Text()
    {
        var lines = new StringBuilder();
        Line("SparkListenerLogStart", new JsonObject { ["Spark Version"] = _version });
        Line("SparkListenerEnvironmentUpdate", new JsonObject { ["Spark Properties"] = _properties });
        Line("SparkListenerApplicationStart", new JsonObject { ["App Name"] = "test", ["App ID"] = "app-1", ["Timestamp"] = Epoch, ["User"] = "u" });
        foreach (var (_, body) in _events.OrderBy(line => line.Time))
        {
            if (body["Event"]!.GetValue<string>() == "SparkListenerStageCompleted")
            {
                AddSqlMetrics(body["Stage Info"]!.AsObject());
            }

            lines.Append(body.ToJsonString()).Append('\n');
        }

        var end = Math.Max(_end, _events.Select(line => line.Time).DefaultIfEmpty().Max());
        Line("SparkListenerApplicationEnd", new JsonObject { ["Timestamp"] = Epoch + end });
        return lines.ToString();

        void Line(string name, JsonObject body)
        {
            body.Insert(0, "Event", name);
            lines.Append(body.ToJsonString()).Append('\n');
        }
    }

    private void AddSqlMetrics(JsonObject stage)
    {
        foreach (var (id, value) in _stageMetrics.GetValueOrDefault(stage["Stage ID"]!.GetValue<long>()) ?? [])
        {
            stage["Accumulables"]!.AsArray().Add(new JsonObject { ["ID"] = id, ["Name"] = "metric", ["Value"] = value.ToString(), ["Metadata"] = "sql" });
        }
    }

    private SparkLog Add(long time, string name, JsonObject body)
    {
        body.Insert(0, "Event", name);
        _events.Add((time, body));
        return this;
    }
}
