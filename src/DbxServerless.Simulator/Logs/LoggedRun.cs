namespace DbxServerless.Simulator.Logs;

/// <summary>A task run that left its traces in an event log.</summary>
/// <param name="JobRunId">The run of the job.</param>
/// <param name="TaskRunId">The run of the task.</param>
public sealed record LoggedRun(string JobId, string JobRunId, string TaskRunId, string TaskKey, DateTimeOffset Start, DateTimeOffset End);
