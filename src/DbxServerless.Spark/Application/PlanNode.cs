namespace DbxServerless.Spark.Application;

/// <summary>One operator of a SQL plan.</summary>
public sealed class PlanNode
{
    private readonly List<PlanNode> _children = [];
    private readonly List<PlanMetric> _metrics = [];
    private readonly List<SparkStage> _stages = [];

    /// <summary>Position in the plan, counted from the root, parents before children.</summary>
    public int Id { get; internal set; }

    /// <summary>Operator, for example <c>SortMergeJoin</c> or <c>PhotonShuffledHashJoin</c>.</summary>
    public string Name { get; internal set; } = "";

    /// <summary>The operator with its arguments, cut at <see cref="MaxDetail"/> characters. Free text.</summary>
    public string Detail { get; internal set; } = "";

    /// <summary>Length of the detail before it was cut, in the bytes of the log.</summary>
    public int DetailBytes { get; internal set; }

    /// <summary>For scans: location, format, schema, filters. Values are cut.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; internal set; } = new Dictionary<string, string>();

    /// <summary>The number of the operator in the explained plan. Databricks only.</summary>
    public long? ExplainId { get; internal set; }

    public IReadOnlyList<PlanNode> Children => _children;

    public IReadOnlyList<PlanMetric> Metrics => _metrics;

    /// <summary>The stages that updated the node's metrics.</summary>
    public IReadOnlyList<SparkStage> Stages => _stages;

    /// <summary>How much of a detail or a metadata value is kept.</summary>
    public const int MaxDetail = 4000;

    /// <summary>This node and all below it, parents first.</summary>
    public IEnumerable<PlanNode> All()
    {
        var open = new Stack<PlanNode>();
        open.Push(this);
        while (open.TryPop(out var node))
        {
            yield return node;
            for (var i = node._children.Count - 1; i >= 0; i--)
            {
                open.Push(node._children[i]);
            }
        }
    }

    /// <summary>The metric of that name; null when the node has none.</summary>
    public PlanMetric? Metric(string name) => _metrics.Find(metric => metric.Name == name);

    internal void Add(PlanNode child) => _children.Add(child);

    internal void Add(PlanMetric metric) => _metrics.Add(metric);

    /// <summary>Draws the link in both directions, once.</summary>
    internal void Link(SparkStage stage)
    {
        if (!_stages.Contains(stage))
        {
            _stages.Add(stage);
            stage.OwnPlanNodes.Add(this);
        }
    }
}
