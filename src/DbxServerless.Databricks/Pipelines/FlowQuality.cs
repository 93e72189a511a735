namespace DbxServerless.Databricks.Pipelines;

/// <summary>What a flow's expectations found since its last event.</summary>
public sealed record FlowQuality
{
    public long? DroppedRecords { get; init; }

    public IReadOnlyList<FlowExpectation> Expectations { get; init => field = value ?? []; } = [];
}
