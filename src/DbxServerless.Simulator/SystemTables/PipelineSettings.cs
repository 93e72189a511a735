namespace DbxServerless.Simulator.SystemTables;

/// <summary>The <c>settings</c> of a pipeline.</summary>
public sealed record PipelineSettings(bool? Photon, bool? Development, bool? Continuous, bool? Serverless, string? Edition, string? Channel);
