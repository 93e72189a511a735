namespace DbxServerless.Collector.Datasets.Spark;

/// <summary>What the datasets of event logs have in common.</summary>
internal static class SparkLogs
{
    private const string NoJob = "none";

    private static readonly IReadOnlyList<string> Endpoints =
        ["GET /api/2.0/dbfs/list", "GET /api/2.0/dbfs/read", "GET /api/2.0/fs/directories", "GET /api/2.0/fs/files"];

    public static DatasetInfo Dataset(string name, string table, string description) =>
        new(name, table, ScopeKind.Workspace, Schedule: null, DatasetKind.Events, description)
        {
            Endpoints = Endpoints,
        };

    /// <summary>Whether a dataset is made from event logs.</summary>
    public static bool AreOf(DatasetInfo dataset) => dataset.Endpoints == Endpoints;

    /// <summary>The key of something in a Spark context; of a run without one, because it ran serverless, the run is part of it.</summary>
    public static IReadOnlyList<string> Key(SparkRecord record, params IEnumerable<string> parts) =>
        [record.WorkspaceId, record.ClusterId ?? "", record.SparkContextId ?? record.RunId ?? "", .. parts];

    /// <summary>The job as metrics call it.</summary>
    public static string JobLabel(SparkRecord record) => record.LogicalJob ?? record.JobId ?? NoJob;
}
