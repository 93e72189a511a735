namespace DbxServerless.Simulator.SystemTables;

/// <summary>The <c>compute</c> of a pipeline update.</summary>
public sealed record PipelineCompute(string? Type, string? ClusterId);
