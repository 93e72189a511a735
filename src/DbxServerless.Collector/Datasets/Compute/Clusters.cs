using DbxServerless.Databricks;

namespace DbxServerless.Collector.Datasets.Compute;

/// <summary>
/// Classic clusters from <c>system.compute.clusters</c>, whose rows are versions of a configuration. Job clusters come and go by the
/// thousand: only what changed is read, and the newest version of it.
/// </summary>
public sealed class Clusters : SqlDataset<Cluster>
{
    public override DatasetInfo Info { get; } = new(
        "clusters", "DbxClusters", ScopeKind.Region, ScheduleGroup.Regular, DatasetKind.Events,
        "Configuration of classic clusters.")
    {
        SystemTables = ["system.compute.clusters"],
        Backfill = TimeSpan.FromDays(30),
        Overlap = TimeSpan.FromHours(6),
        Remembers = TimeSpan.FromDays(400),
    };

    protected override string RecordsSql =>
        $"""
        WITH changed AS (
          SELECT DISTINCT workspace_id, cluster_id
          FROM system.compute.clusters
          WHERE change_time >= :changed_from
            AND {Shards.Holds("workspace_id, cluster_id")}
            AND (:workspace_ids IS NULL OR array_contains(split(:workspace_ids, ','), workspace_id))
        ),
        versions AS (
          SELECT c.workspace_id, c.cluster_id, cluster_name, owned_by, cluster_source, dbr_version, driver_node_type, worker_node_type,
            worker_count, min_autoscale_workers, max_autoscale_workers, auto_termination_minutes, data_security_mode, policy_id, tags,
            create_time, change_time, delete_time,
            ROW_NUMBER() OVER (PARTITION BY c.workspace_id, c.cluster_id ORDER BY change_time DESC) AS recency
          FROM system.compute.clusters c
          JOIN changed ON c.workspace_id = changed.workspace_id AND c.cluster_id = changed.cluster_id
        )
        SELECT workspace_id, cluster_id, cluster_name, owned_by, cluster_source, dbr_version, driver_node_type, worker_node_type,
          worker_count, min_autoscale_workers, max_autoscale_workers, auto_termination_minutes, data_security_mode, policy_id, tags,
          create_time, change_time, delete_time
        FROM versions
        WHERE recency = 1
        """;

    protected override Cluster Read(SqlRow row) => new()
    {
        WorkspaceId = row.RequiredText("workspace_id"),
        ClusterId = row.RequiredText("cluster_id"),
        ClusterName = row.Text("cluster_name"),
        OwnedBy = row.Text("owned_by"),
        ClusterSource = row.Text("cluster_source"),
        RuntimeVersion = row.Text("dbr_version"),
        DriverNodeType = row.Text("driver_node_type"),
        WorkerNodeType = row.Text("worker_node_type"),
        WorkerCount = row.Int64("worker_count"),
        MinAutoscaleWorkers = row.Int64("min_autoscale_workers"),
        MaxAutoscaleWorkers = row.Int64("max_autoscale_workers"),
        AutoTerminationMinutes = row.Int64("auto_termination_minutes"),
        DataSecurityMode = row.Text("data_security_mode"),
        PolicyId = row.Text("policy_id"),
        Tags = row.TextMap("tags"),
        CreateTime = row.Timestamp("create_time"),
        ChangeTime = row.RequiredTimestamp("change_time"),
        DeleteTime = row.Timestamp("delete_time"),
    };

    protected override IReadOnlyList<string> Key(Cluster record) => [record.WorkspaceId, record.ClusterId];

    // The day of creation never changes, so that a cluster keeps its place in the ledger over all its versions.
    protected override DateTimeOffset EventTime(Cluster record) => record.CreateTime ?? record.ChangeTime;

    protected override bool IsDeleted(Cluster record) => record.DeleteTime is not null;
}
