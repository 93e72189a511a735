namespace DbxServerless.Simulator.History;

/// <summary>The time in which a cluster ran.</summary>
public sealed record ClusterSession(Cluster Cluster, DateTimeOffset Start, DateTimeOffset End);
