namespace DbxServerless.Simulator.History;

/// <summary>A pipeline as it was from a change on.</summary>
public sealed record PipelineVersion(Pipeline Pipeline, string Name, DateTimeOffset ChangeTime, bool IsDeletion);
