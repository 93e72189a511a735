using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Insights.Plans;

/// <summary>A node of a plan with its place in it and what its metrics mean, whatever engine names them.</summary>
internal sealed class PlanOperator
{
    private readonly List<PlanOperator> _children = [];

    public PlanOperator(SqlExecution execution, PlanNode node, PlanOperator? parent)
    {
        Execution = execution;
        Node = node;
        Parent = parent;
        var named = Operators.Of(node.Name);
        Kind = named.Kind;
        IsPhoton = named.IsPhoton;
        parent?._children.Add(this);
    }

    public SqlExecution Execution { get; }

    public PlanNode Node { get; }

    public PlanOperator? Parent { get; }

    public IReadOnlyList<PlanOperator> Children => _children;

    public OperatorKind Kind { get; }

    public bool IsPhoton { get; }

    public bool IsJoin => Kind is OperatorKind.SortMergeJoin or OperatorKind.ShuffledHashJoin or OperatorKind.BroadcastHashJoin
        or OperatorKind.NestedLoopJoin or OperatorKind.CartesianProduct;

    /// <summary>What of the exchange goes over the network, compressed: <c>null</c> when not an exchange or not reported.</summary>
    public long? ShuffleBytes => FirstValue("shuffle bytes written", "num bytes written");

    /// <summary>The data of an exchange as it is in memory, uncompressed.</summary>
    public long? DataBytes => FirstValue("data size", "num uncompressed bytes written");

    public Place Place => Place.Of(Execution, Node);

    /// <summary>The value of the first of these metrics that was reported.</summary>
    public long? FirstValue(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Node.Metric(name)?.Value is { } value)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>Rows that come out. An operator that does not count passes on what comes in.</summary>
    public long? Rows()
    {
        if (FirstValue("number of output rows", "shuffle records written") is { } rows)
        {
            return rows;
        }

        return _children.Count switch
        {
            1 => _children[0].Rows(),
            > 1 when Kind == OperatorKind.Union => _children.Sum(child => child.Rows()),
            _ => null,
        };
    }

    /// <summary>This and all below, parents first.</summary>
    public IEnumerable<PlanOperator> All()
    {
        var open = new Stack<PlanOperator>();
        open.Push(this);
        while (open.TryPop(out var next))
        {
            yield return next;
            for (var i = next._children.Count - 1; i >= 0; i--)
            {
                open.Push(next._children[i]);
            }
        }
    }

    /// <summary>
    /// The shuffle that brings the rows here, at or below; null when there is none before an operator that needs
    /// a shuffle of its own (an aggregation, a window, another join).
    /// </summary>
    public PlanOperator? InputShuffle()
    {
        var next = this;
        while (next.Kind != OperatorKind.ShuffleExchange)
        {
            if (next._children.Count != 1 || next.Kind is not (OperatorKind.Wrapper or OperatorKind.Transition or OperatorKind.Sort or OperatorKind.Project
                or OperatorKind.Filter or OperatorKind.ShuffleRead or OperatorKind.ReusedExchange))
            {
                return null;
            }

            next = next._children[0];
        }

        return next;
    }

    /// <summary>
    /// The stages that ran the operator. Many operators have no metrics; they run with the nearest that has some,
    /// on this side of the exchanges.
    /// </summary>
    public IReadOnlyList<SparkStage> Stages()
    {
        if (!IsExchange && Node.Stages.Count > 0)
        {
            return Node.Stages;
        }

        for (var above = Parent; above is { IsExchange: false }; above = above.Parent)
        {
            if (above.Node.Stages.Count > 0)
            {
                return above.Node.Stages;
            }
        }

        return StagesBelow();
    }

    private bool IsExchange => Kind is OperatorKind.ShuffleExchange or OperatorKind.BroadcastExchange or OperatorKind.ReusedExchange;

    private IReadOnlyList<SparkStage> StagesBelow()
    {
        foreach (var child in _children)
        {
            if (child.IsExchange)
            {
                continue;
            }

            var stages = child.Node.Stages.Count > 0 ? child.Node.Stages : child.StagesBelow();
            if (stages.Count > 0)
            {
                return stages;
            }
        }

        return [];
    }
}
