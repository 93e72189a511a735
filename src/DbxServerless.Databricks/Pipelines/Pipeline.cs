namespace DbxServerless.Databricks.Pipelines;

/// <summary>A pipeline and how it is.</summary>
public sealed record Pipeline
{
    public string PipelineId { get; init => field = value ?? ""; } = "";

    public string? Name { get; init; }

    /// <summary>DELETED, DEPLOYING, FAILED, IDLE, RECOVERING, RESETTING, RUNNING, STARTING or STOPPING.</summary>
    public string? State { get; init; }

    public string? ClusterId { get; init; }

    /// <summary>HEALTHY or UNHEALTHY.</summary>
    public string? Health { get; init; }

    public string? CreatorUserName { get; init; }

    public string? RunAsUserName { get; init; }

    /// <summary>The newest first.</summary>
    public IReadOnlyList<PipelineUpdateState> LatestUpdates { get; init => field = value ?? []; } = [];
}
