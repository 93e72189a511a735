using DbxServerless.Simulator.History;

namespace DbxServerless.Simulator.SystemTables;

/// <summary>Names what a run used as the timeline tables do.</summary>
internal static class ComputeOf
{
    public static ComputeRow Run(JobRun run, RunAttempt attempt) => run.Compute switch
    {
        ComputeKind.JobCluster => new ComputeRow("CLUSTER", attempt.Cluster?.ClusterId, null),
        ComputeKind.AllPurpose => new ComputeRow("CLUSTER", run.ComputeId, null),
        ComputeKind.Warehouse => new ComputeRow("WAREHOUSE", null, run.ComputeId),
        _ => new ComputeRow("SERVERLESS_COMPUTE", null, null),
    };
}
