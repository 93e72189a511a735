namespace DbxServerless.Simulator.SystemTables;

/// <summary>What deployed a job.</summary>
public sealed record Deployment(string? Kind, string? MetadataFilePath);
