namespace DbxServerless.Simulator.History;

/// <summary>A classic cluster that lives for one attempt of a run.</summary>
public sealed record JobCluster(string ClusterId, string NodeType, int Workers);
