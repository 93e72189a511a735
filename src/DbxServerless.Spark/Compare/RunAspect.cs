namespace DbxServerless.Spark.Compare;

/// <summary>What can differ between two runs.</summary>
public enum RunAspect
{
    Plan,
    Input,
    Configuration,
    Runtime,
    NodeType,
    ClusterSize,
    Partitioning,
    Skew,
    Spill,
    GarbageCollection,
    Failures,
    ClusterStart,

    /// <summary>Time in which no task ran: the driver, or pauses between queries.</summary>
    Idle,
}
