namespace DbxServerless.Databricks.Pipelines;

/// <summary>What a flow has done since its last event, and what still waits.</summary>
public sealed record FlowMetrics
{
    public long? NumOutputRows { get; init; }

    public long? BacklogBytes { get; init; }

    public long? BacklogFiles { get; init; }
}
