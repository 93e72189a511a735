namespace DbxServerless.Simulator.SystemTables;

/// <summary>One version of a classic cluster.</summary>
public sealed record ClustersRow
{
    public required string AccountId { get; init; }

    public required string WorkspaceId { get; init; }

    public required string ClusterId { get; init; }

    public string? ClusterName { get; init; }

    public string? OwnedBy { get; init; }

    public DateTimeOffset? CreateTime { get; init; }

    public DateTimeOffset? DeleteTime { get; init; }

    public string? DriverNodeType { get; init; }

    public string? WorkerNodeType { get; init; }

    public long? WorkerCount { get; init; }

    public long? MinAutoscaleWorkers { get; init; }

    public long? MaxAutoscaleWorkers { get; init; }

    public long? AutoTerminationMinutes { get; init; }

    public bool? EnableElasticDisk { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public string? ClusterSource { get; init; }

    public IReadOnlyList<string>? InitScripts { get; init; }

    public AzureAttributes? AzureAttributes { get; init; }

    public string? DriverInstancePoolId { get; init; }

    public string? WorkerInstancePoolId { get; init; }

    public string? DbrVersion { get; init; }

    public required DateTimeOffset ChangeTime { get; init; }

    public DateOnly? ChangeDate { get; init; }

    public string? DataSecurityMode { get; init; }

    public string? PolicyId { get; init; }
}
