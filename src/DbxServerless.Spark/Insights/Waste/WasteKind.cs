namespace DbxServerless.Spark.Insights.Waste;

/// <summary>The disjoint parts of the core-time that a run had. The first five are of a stage attempt, the next two of an executor.</summary>
public enum WasteKind
{
    /// <summary>Tasks that failed, were killed, or whose output was lost.</summary>
    Failed,

    /// <summary>Scheduling, deserialising tasks, sending results.</summary>
    Overhead,

    GarbageCollection,

    ShuffleFetchWait,

    /// <summary>The rest of what tasks took.</summary>
    Compute,

    /// <summary>An executor had no task while others had some.</summary>
    IdleExecutor,

    /// <summary>An executor had tasks, but fewer than it has cores.</summary>
    IdleCores,

    /// <summary>No task ran anywhere while a query or job was open.</summary>
    NoTaskInQuery,

    /// <summary>No task ran and no query or job was open.</summary>
    NoTaskBetween,
}
