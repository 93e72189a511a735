using System.Text.Json.Nodes;

namespace DbxServerless.Testing.EventLogs;

/// <summary>One operator of a plan that a test makes; metrics are <c>name → value</c> and belong to stages.</summary>
public sealed class PlanSpec(string name, params PlanSpec[] children)
{
    private static long _accumulators = 1000;

    private readonly List<(string Name, long Id, string Type, long Value)> _metrics = [];
    private readonly JsonObject _metadata = [];

    public string? Detail { get; init; }

    /// <summary>Stages that report the metrics; empty for the driver.</summary>
    public IReadOnlyList<long> Stages { get; init; } = [];

    public static PlanSpec Node(string name, params PlanSpec[] children) => new(name, children);

    /// <summary>The same operator, reported by a stage.</summary>
    public PlanSpec In(params long[] stages) => Copy(Detail, stages);

    public PlanSpec With(string detail) => Copy(detail, Stages);

    public PlanSpec Metric(string metric, long value, string type = "sum")
    {
        _metrics.Add((metric, Interlocked.Increment(ref _accumulators), type, value));
        return this;
    }

    public PlanSpec Meta(string key, string value)
    {
        _metadata[key] = value;
        return this;
    }

    public IEnumerable<PlanSpec> All() => children.SelectMany(child => child.All()).Prepend(this);

    public IReadOnlyList<(string Name, long Id, string Type, long Value)> Metrics => _metrics;

    public JsonObject ToJson() => new()
    {
        ["nodeName"] = name,
        ["simpleString"] = Detail ?? name,
        ["children"] = new JsonArray([.. children.Select(child => child.ToJson())]),
        ["metadata"] = _metadata.DeepClone(),
        ["metrics"] = new JsonArray([.. _metrics.Select(metric => new JsonObject
        {
            ["name"] = metric.Name,
            ["accumulatorId"] = metric.Id,
            ["metricType"] = metric.Type,
        })]),
    };

    private PlanSpec Copy(string? detail, IReadOnlyList<long> stages)
    {
        var copy = new PlanSpec(name, children) { Detail = detail, Stages = stages };
        copy._metrics.AddRange(_metrics);
        foreach (var (key, value) in _metadata)
        {
            copy._metadata[key] = value!.DeepClone();
        }

        return copy;
    }
}
