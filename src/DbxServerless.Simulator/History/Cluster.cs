namespace DbxServerless.Simulator.History;

/// <summary>A classic cluster from its creation to its deletion.</summary>
/// <param name="Source">UI, JOB or PIPELINE.</param>
/// <param name="Workers">Number of workers; the most where it scales.</param>
public sealed record Cluster(
    string WorkspaceId, string ClusterId, string Name, string Source, string NodeType, int Workers, bool Scales, DateTimeOffset Created);
