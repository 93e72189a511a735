namespace DbxServerless.Simulator.SystemTables;

/// <summary>One minute of one node of a classic cluster.</summary>
public sealed record NodeTimelineRow
{
    public required string AccountId { get; init; }

    public required string WorkspaceId { get; init; }

    public required string ClusterId { get; init; }

    public required string InstanceId { get; init; }

    public required DateTimeOffset StartTime { get; init; }

    public required DateTimeOffset EndTime { get; init; }

    public required bool Driver { get; init; }

    public double? CpuUserPercent { get; init; }

    public double? CpuSystemPercent { get; init; }

    public double? CpuWaitPercent { get; init; }

    public double? MemUsedPercent { get; init; }

    public double? MemSwapPercent { get; init; }

    public long? NetworkSentBytes { get; init; }

    public long? NetworkReceivedBytes { get; init; }

    public IReadOnlyDictionary<string, long>? DiskFreeBytesPerMountPoint { get; init; }

    public string? NodeType { get; init; }

    public string? PrivateIp { get; init; }
}
