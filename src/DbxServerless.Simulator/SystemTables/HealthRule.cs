namespace DbxServerless.Simulator.SystemTables;

/// <summary>A health rule of a job or a task.</summary>
public sealed record HealthRule(string? Metric, string? Operator, long? Value);
