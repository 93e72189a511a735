using System.Collections.Frozen;

namespace DbxServerless.Spark.Insights.Plans;

/// <summary>Tells operators by their names in Spark, Photon and under DataFlint's plugin.</summary>
internal static class Operators
{
    private static readonly FrozenDictionary<string, OperatorKind> Names = new Dictionary<OperatorKind, string[]>
    {
        [OperatorKind.Wrapper] =
        [
            "WholeStageCodegen", "InputAdapter", "AdaptiveSparkPlan", "ShuffleQueryStage", "BroadcastQueryStage", "ResultQueryStage",
            "TableCacheQueryStage", "ShuffleMapStage", "ResultStage", "WriteStage", "Subquery", "SubqueryBroadcast", "ReusedSubquery",
            "SubqueryAdaptiveBroadcast", "CommandResult", "Adapter",
        ],
        [OperatorKind.Transition] = ["ColumnarToRow", "RowToColumnar", "ColumnarToRowExec"],
        [OperatorKind.Scan] = ["BatchScan", "FileScan", "Scan"],
        [OperatorKind.MemoryScan] = ["LocalTableScan", "Range", "OneRowRelation", "EmptyRelation"],
        [OperatorKind.CachedScan] = ["InMemoryTableScan", "InMemoryRelation"],
        [OperatorKind.Filter] = ["Filter"],
        [OperatorKind.Project] = ["Project"],
        [OperatorKind.Aggregate] = ["HashAggregate", "ObjectHashAggregate", "SortAggregate", "Agg", "GroupingAgg"],
        [OperatorKind.Sort] = ["Sort"],
        [OperatorKind.Window] = ["Window", "WindowGroupLimit", "RunningWindowFunction"],
        [OperatorKind.Union] = ["Union"],
        [OperatorKind.Limit] = ["CollectLimit", "LocalLimit", "GlobalLimit", "TakeOrderedAndProject", "TopK", "CollectTail", "Limit"],
        [OperatorKind.Expand] = ["Expand"],
        [OperatorKind.Generate] = ["Generate", "Explode"],
        [OperatorKind.SortMergeJoin] = ["SortMergeJoin"],
        [OperatorKind.ShuffledHashJoin] = ["ShuffledHashJoin"],
        [OperatorKind.BroadcastHashJoin] = ["BroadcastHashJoin"],
        [OperatorKind.NestedLoopJoin] = ["BroadcastNestedLoopJoin", "NestedLoopJoin"],
        [OperatorKind.CartesianProduct] = ["CartesianProduct"],
        [OperatorKind.ShuffleExchange] = ["Exchange", "ShuffleExchange", "ShuffleExchangeSink", "ColumnarExchange"],
        [OperatorKind.ShuffleRead] = ["AQEShuffleRead", "CustomShuffleReader", "ShuffleExchangeSource", "ShuffleRead"],
        [OperatorKind.BroadcastExchange] = ["BroadcastExchange", "BroadcastExchangeSink"],
        [OperatorKind.ReusedExchange] = ["ReusedExchange"],
        [OperatorKind.PythonUdf] =
        [
            "BatchEvalPython", "ArrowEvalPython", "BatchEvalPythonUDTF", "ArrowEvalPythonUDTF", "MapInPandas", "PythonMapInArrow", "MapInArrow",
            "FlatMapGroupsInPandas", "FlatMapGroupsInArrow", "FlatMapCoGroupsInPandas", "FlatMapCoGroupsInArrow", "AggregateInPandas",
            "ArrowAggregatePython", "WindowInPandas", "ArrowWindowPython", "FlatMapGroupsInPandasWithState", "TransformWithStateInPandas",
        ],
        [OperatorKind.ScalaUdf] =
        [
            "MapElements", "MapPartitions", "MapGroups", "FlatMapGroups", "CoGroup", "AppendColumns", "AppendColumnsWithObject",
            "FlatMapGroupsWithState", "MapPartitionsInR", "FlatMapGroupsInR", "ScriptTransformation",
        ],
        [OperatorKind.Write] =
        [
            "WriteFiles", "AppendData", "OverwriteByExpression", "OverwritePartitionsDynamic", "ReplaceData", "WriteDelta", "WriteToDataSourceV2",
            "AtomicReplaceTableAsSelect", "AtomicCreateTableAsSelect", "CreateTableAsSelect", "ReplaceTableAsSelect",
        ],
    }.SelectMany(kind => kind.Value.Select(name => (name, kind.Key))).ToFrozenDictionary(pair => pair.name, pair => pair.Key, StringComparer.Ordinal);

    private static readonly string[] MemoryScans = ["ExistingRDD", "OneRowRelation", "LocalRelation"];

    /// <summary>Kind and engine of an operator name, for example <c>PhotonScan parquet db.t</c>.</summary>
    public static (OperatorKind Kind, bool IsPhoton) Of(string nodeName)
    {
        var name = nodeName.AsSpan().Trim();
        if (name.StartsWith("Execute ", StringComparison.Ordinal))
        {
            return (OperatorKind.Command, false);
        }

        if (name.StartsWith("DataFlint", StringComparison.Ordinal))
        {
            name = name["DataFlint".Length..];
        }

        var isPhoton = name.StartsWith("Photon", StringComparison.Ordinal);
        if (isPhoton)
        {
            name = name["Photon".Length..];
        }

        var end = name.IndexOfAny(' ', '(', '[');
        var word = end < 0 ? name : name[..end];
        var rest = end < 0 ? [] : name[end..].Trim();
        if (!Names.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var kind))
        {
            return (OperatorKind.Other, isPhoton);
        }

        return (kind == OperatorKind.Scan && IsMemoryScan(rest) ? OperatorKind.MemoryScan : kind, isPhoton);
    }

    private static bool IsMemoryScan(ReadOnlySpan<char> source)
    {
        foreach (var name in MemoryScans)
        {
            if (source.StartsWith(name, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return source.IsEmpty || source[0] == '['; // an RDD of objects
    }
}
