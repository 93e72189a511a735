using DbxServerless.Simulator.SystemTables;

namespace DbxServerless.Simulator.Answers;

/// <summary>The newest version of each thing in tables of versions.</summary>
internal static class NewestVersions
{
    public static Dictionary<(string WorkspaceId, string JobId), JobsRow> NewestJobs(this Reading reading) => reading.Jobs
        .GroupBy(row => (row.WorkspaceId, row.JobId))
        .ToDictionary(job => job.Key, job => job.MaxBy(row => row.ChangeTime)!);

    public static Dictionary<(string WorkspaceId, string PipelineId), PipelinesRow> NewestPipelines(this Reading reading) => reading.Pipelines
        .GroupBy(row => (row.WorkspaceId, row.PipelineId))
        .ToDictionary(pipeline => pipeline.Key, pipeline => pipeline.MaxBy(row => row.ChangeTime)!);
}
