namespace DbxServerless.Spark.Insights.Plans;

/// <summary>What an operator of a plan does, whatever engine runs it.</summary>
internal enum OperatorKind
{
    Other,

    /// <summary>Stands around operators and does nothing itself: code generation, query stages, adaptive plans.</summary>
    Wrapper,

    /// <summary>Between rows and columns, or between Spark and Photon.</summary>
    Transition,

    /// <summary>Reads a table or files.</summary>
    Scan,

    /// <summary>Rows that were already in memory: local data, ranges, an RDD.</summary>
    MemoryScan,

    /// <summary>Reads what was cached.</summary>
    CachedScan,

    Filter,
    Project,
    Aggregate,
    Sort,
    Window,
    Union,
    Limit,
    Expand,

    /// <summary>Explodes arrays and maps, or runs a table function.</summary>
    Generate,

    SortMergeJoin,
    ShuffledHashJoin,
    BroadcastHashJoin,

    /// <summary>Compares every row with every row of the broadcast side.</summary>
    NestedLoopJoin,

    CartesianProduct,
    ShuffleExchange,

    /// <summary>The reading end of a shuffle, where an engine shows it apart.</summary>
    ShuffleRead,

    BroadcastExchange,

    /// <summary>The result of another exchange of the plan, used again.</summary>
    ReusedExchange,

    PythonUdf,

    /// <summary>Typed functions of the Dataset API: rows become objects of the JVM.</summary>
    ScalaUdf,

    Write,
    Command,
}
