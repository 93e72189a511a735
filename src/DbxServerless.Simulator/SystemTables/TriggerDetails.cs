namespace DbxServerless.Simulator.SystemTables;

/// <summary>The <c>trigger_details</c> of a pipeline update.</summary>
public sealed record TriggerDetails(TriggerDetails.JobTaskDetails? JobTask)
{
    public sealed record JobTaskDetails(string? JobId, string? JobTaskRunId, string? PerformanceTarget);
}
