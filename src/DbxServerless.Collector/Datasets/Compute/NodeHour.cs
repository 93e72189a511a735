using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Compute;

/// <summary>How busy the nodes of one classic cluster were within one hour, drivers and workers apart.</summary>
public sealed record NodeHour
{
    /// <summary>Workspace of the cluster.</summary>
    [Field(FieldClass.Id)] public required string WorkspaceId { get; init; }

    /// <summary>Cluster.</summary>
    [Field(FieldClass.Id)] public required string ClusterId { get; init; }

    /// <summary>Whether these are the minutes of the driver.</summary>
    public required bool IsDriver { get; init; }

    /// <summary>Node type.</summary>
    [Field(FieldClass.Label)] public string? NodeType { get; init; }

    /// <summary>First instant of the hour.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>Number of nodes that were seen.</summary>
    public required long Nodes { get; init; }

    /// <summary>Minutes of all nodes together.</summary>
    public required long NodeMinutes { get; init; }

    /// <summary>Mean share of CPU time in user and system mode, percent.</summary>
    public double? CpuPercent { get; init; }

    /// <summary>Greatest share of CPU time of any node and minute, percent.</summary>
    public double? MaxCpuPercent { get; init; }

    /// <summary>Mean share of CPU time spent waiting for input and output, percent.</summary>
    public double? CpuWaitPercent { get; init; }

    /// <summary>Mean share of memory in use, percent.</summary>
    public double? MemoryPercent { get; init; }

    /// <summary>Greatest share of memory in use of any node and minute, percent.</summary>
    public double? MaxMemoryPercent { get; init; }

    /// <summary>Greatest share of swap in use, percent.</summary>
    public double? MaxSwapPercent { get; init; }

    /// <summary>Bytes sent over the network.</summary>
    public long? NetworkSentBytes { get; init; }

    /// <summary>Bytes received over the network.</summary>
    public long? NetworkReceivedBytes { get; init; }
}
