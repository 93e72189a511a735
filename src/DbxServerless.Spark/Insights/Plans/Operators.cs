namespace DbxServerless.Spark.Insights.Plans;

/// <summary>Tells operators by their names in Spark, Photon and under DataFlint's plugin.</summary>
internal static class Operators
{
    /// <summary>Kind and engine of an operator name, for example <c>PhotonScan parquet db.t</c>.</summary>
    public static Operator Of(string nodeName)
    {
        var name = nodeName.AsSpan().Trim();
        if (name.StartsWith("Execute ", StringComparison.Ordinal))
        {
            return new Operator(OperatorKind.Command, IsPhoton: false);
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

        var end = 0;
        while (end < name.Length && name[end] is not (' ' or '(' or '['))
        {
            end++;
        }

        var kind = KindOf(name[..end]);
        return new Operator(kind == OperatorKind.Scan && IsMemoryScan(name[end..].Trim()) ? OperatorKind.MemoryScan : kind, isPhoton);
    }

    private static bool IsMemoryScan(ReadOnlySpan<char> source) =>
        source.IsEmpty || source[0] == '[' // an RDD of objects
        || source.StartsWith("ExistingRDD", StringComparison.Ordinal)
        || source.StartsWith("OneRowRelation", StringComparison.Ordinal)
        || source.StartsWith("LocalRelation", StringComparison.Ordinal);

    private static OperatorKind KindOf(ReadOnlySpan<char> name) => name switch
    {
        "WholeStageCodegen" or "InputAdapter" or "AdaptiveSparkPlan" or "ShuffleQueryStage" or "BroadcastQueryStage"
            or "ResultQueryStage" or "TableCacheQueryStage" or "ShuffleMapStage" or "ResultStage" or "WriteStage" or "Subquery"
            or "SubqueryBroadcast" or "ReusedSubquery" or "SubqueryAdaptiveBroadcast" or "CommandResult" or "Adapter" => OperatorKind.Wrapper,
        "ColumnarToRow" or "RowToColumnar" or "ColumnarToRowExec" => OperatorKind.Transition,
        "BatchScan" or "FileScan" or "Scan" => OperatorKind.Scan,
        "LocalTableScan" or "Range" or "OneRowRelation" or "EmptyRelation" => OperatorKind.MemoryScan,
        "InMemoryTableScan" or "InMemoryRelation" => OperatorKind.CachedScan,
        "Filter" => OperatorKind.Filter,
        "Project" => OperatorKind.Project,
        "HashAggregate" or "ObjectHashAggregate" or "SortAggregate" or "Agg" or "GroupingAgg" => OperatorKind.Aggregate,
        "Sort" => OperatorKind.Sort,
        "Window" or "WindowGroupLimit" or "RunningWindowFunction" => OperatorKind.Window,
        "Union" => OperatorKind.Union,
        "CollectLimit" or "LocalLimit" or "GlobalLimit" or "TakeOrderedAndProject" or "TopK" or "CollectTail" or "Limit" => OperatorKind.Limit,
        "Expand" => OperatorKind.Expand,
        "Generate" or "Explode" => OperatorKind.Generate,
        "SortMergeJoin" => OperatorKind.SortMergeJoin,
        "ShuffledHashJoin" => OperatorKind.ShuffledHashJoin,
        "BroadcastHashJoin" => OperatorKind.BroadcastHashJoin,
        "BroadcastNestedLoopJoin" or "NestedLoopJoin" => OperatorKind.NestedLoopJoin,
        "CartesianProduct" => OperatorKind.CartesianProduct,
        "Exchange" or "ShuffleExchange" or "ShuffleExchangeSink" or "ColumnarExchange" => OperatorKind.ShuffleExchange,
        "AQEShuffleRead" or "CustomShuffleReader" or "ShuffleExchangeSource" or "ShuffleRead" => OperatorKind.ShuffleRead,
        "BroadcastExchange" or "BroadcastExchangeSink" => OperatorKind.BroadcastExchange,
        "ReusedExchange" => OperatorKind.ReusedExchange,
        "BatchEvalPython" or "ArrowEvalPython" or "BatchEvalPythonUDTF" or "ArrowEvalPythonUDTF" or "MapInPandas"
            or "PythonMapInArrow" or "MapInArrow" or "FlatMapGroupsInPandas" or "FlatMapGroupsInArrow" or "FlatMapCoGroupsInPandas"
            or "FlatMapCoGroupsInArrow" or "AggregateInPandas" or "ArrowAggregatePython" or "WindowInPandas" or "ArrowWindowPython"
            or "FlatMapGroupsInPandasWithState" or "TransformWithStateInPandas" => OperatorKind.PythonUdf,
        "MapElements" or "MapPartitions" or "MapGroups" or "FlatMapGroups" or "CoGroup" or "AppendColumns"
            or "AppendColumnsWithObject" or "FlatMapGroupsWithState" or "MapPartitionsInR" or "FlatMapGroupsInR" or "ScriptTransformation" => OperatorKind.ScalaUdf,
        "WriteFiles" or "AppendData" or "OverwriteByExpression" or "OverwritePartitionsDynamic" or "ReplaceData" or "WriteDelta"
            or "WriteToDataSourceV2" or "AtomicReplaceTableAsSelect" or "AtomicCreateTableAsSelect" or "CreateTableAsSelect"
            or "ReplaceTableAsSelect" => OperatorKind.Write,
        _ => OperatorKind.Other,
    };
}
