namespace DbxServerless.Simulator.Answers;

/// <summary>Answers the statements of <c>clusters</c>.</summary>
internal sealed class ClustersAnswers : DatasetAnswers
{
    public override string Dataset => "clusters";

    public override IReadOnlyDictionary<string, Func<Reading, Result>> Statements => new Dictionary<string, Func<Reading, Result>>
    {
        ["records"] = Records,
    };

    private static Result Records(Reading reading)
    {
        var from = reading.ChangedFrom;
        return Result.Of(reading.Clusters
            .Where(row => reading.IsWanted(row.WorkspaceId))
            .GroupBy(row => (row.WorkspaceId, row.ClusterId))
            .Where(versions => versions.Any(row => row.ChangeTime >= from) && reading.IsInShard(versions.Key.WorkspaceId, versions.Key.ClusterId))
            .Select(versions => versions.MaxBy(row => row.ChangeTime)!)
            .Select(row => new ClusterRow(row.WorkspaceId, row.ClusterId, row.ClusterName, row.OwnedBy, row.ClusterSource, row.DbrVersion, row.DriverNodeType,
                row.WorkerNodeType, row.WorkerCount, row.MinAutoscaleWorkers, row.MaxAutoscaleWorkers, row.AutoTerminationMinutes, row.DataSecurityMode,
                row.PolicyId, row.Tags, row.CreateTime, row.ChangeTime, row.DeleteTime)));
    }

    private sealed record ClusterRow(
        string WorkspaceId, string ClusterId, string? ClusterName, string? OwnedBy, string? ClusterSource, string? DbrVersion, string? DriverNodeType,
        string? WorkerNodeType, long? WorkerCount, long? MinAutoscaleWorkers, long? MaxAutoscaleWorkers, long? AutoTerminationMinutes,
        string? DataSecurityMode, string? PolicyId, IReadOnlyDictionary<string, string>? Tags, DateTimeOffset? CreateTime, DateTimeOffset ChangeTime,
        DateTimeOffset? DeleteTime);
}
