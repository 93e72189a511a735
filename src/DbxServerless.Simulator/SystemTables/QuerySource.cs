namespace DbxServerless.Simulator.SystemTables;

/// <summary>Where a statement came from.</summary>
public sealed record QuerySource(
    QuerySource.JobInfoSource? JobInfo, string? LegacyDashboardId, string? DashboardId, string? AlertId, string? NotebookId, string? SqlQueryId,
    string? GenieSpaceId, QuerySource.PipelineInfoSource? PipelineInfo)
{
    public sealed record JobInfoSource(string? JobId, string? JobRunId, string? JobTaskRunId);

    public sealed record PipelineInfoSource(string? PipelineId, string? UpdateId);
}
