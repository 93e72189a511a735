namespace DbxServerless.Simulator.History;

/// <summary>A cluster as it was from a change on.</summary>
public sealed record ClusterVersion(Cluster Cluster, DateTimeOffset ChangeTime, bool IsDeletion, int AutoTerminationMinutes);
