using DbxServerless.Databricks;

namespace DbxServerless.Collector.Datasets.Compute;

/// <summary>Node minutes from <c>system.compute.node_timeline</c>, folded to hours of a cluster. Nodes that live under ten minutes may be missing.</summary>
public sealed class NodeUtilization : SqlDataset<NodeHour>
{
    private const long HourMs = 3_600_000;

    public override DatasetInfo Info { get; } = new(
        "node_utilization", "DbxNodeUtilization", ScopeKind.Region, ScheduleGroup.Regular, DatasetKind.Events,
        "CPU, memory and network of classic clusters by hour.")
    {
        SystemTables = ["system.compute.node_timeline"],
        Backfill = TimeSpan.FromDays(2),
        Reconciliation = TimeSpan.FromDays(3),
        Remembers = TimeSpan.FromDays(10),
    };

    protected override string RecordsSql =>
        $"""
        WITH minutes AS (
          SELECT workspace_id, cluster_id, driver, node_type, instance_id, end_time,
            CAST(FLOOR(UNIX_MILLIS(start_time) / 3600000) AS BIGINT) AS hour_number,
            cpu_user_percent + cpu_system_percent AS cpu_percent, cpu_wait_percent, mem_used_percent, mem_swap_percent,
            network_sent_bytes, network_received_bytes
          FROM system.compute.node_timeline
          WHERE start_time >= CAST(:changed_from AS TIMESTAMP) - INTERVAL 1 HOUR
            AND {Shards.Holds("workspace_id, cluster_id")}
            AND (:workspace_ids IS NULL OR array_contains(split(:workspace_ids, ','), workspace_id))
        )
        SELECT workspace_id, cluster_id, driver, hour_number, MAX(node_type) AS node_type,
          COUNT(DISTINCT instance_id) AS nodes, COUNT(*) AS node_minutes,
          AVG(cpu_percent) AS cpu_percent, MAX(cpu_percent) AS max_cpu_percent, AVG(cpu_wait_percent) AS cpu_wait_percent,
          AVG(mem_used_percent) AS memory_percent, MAX(mem_used_percent) AS max_memory_percent, MAX(mem_swap_percent) AS max_swap_percent,
          SUM(network_sent_bytes) AS network_sent_bytes, SUM(network_received_bytes) AS network_received_bytes
        FROM minutes
        WHERE hour_number * 3600000 >= UNIX_MILLIS(CAST(:changed_from AS TIMESTAMP)) - 3600000
        GROUP BY workspace_id, cluster_id, driver, hour_number
        """;

    protected override NodeHour Read(SqlRow row) => new()
    {
        WorkspaceId = row.RequiredText("workspace_id"),
        ClusterId = row.RequiredText("cluster_id"),
        IsDriver = row.RequiredBoolean("driver"),
        NodeType = row.Text("node_type"),
        StartTime = DateTimeOffset.FromUnixTimeMilliseconds(row.RequiredInt64("hour_number") * HourMs),
        Nodes = row.RequiredInt64("nodes"),
        NodeMinutes = row.RequiredInt64("node_minutes"),
        CpuPercent = Rounded(row.Double("cpu_percent")),
        MaxCpuPercent = Rounded(row.Double("max_cpu_percent")),
        CpuWaitPercent = Rounded(row.Double("cpu_wait_percent")),
        MemoryPercent = Rounded(row.Double("memory_percent")),
        MaxMemoryPercent = Rounded(row.Double("max_memory_percent")),
        MaxSwapPercent = Rounded(row.Double("max_swap_percent")),
        NetworkSentBytes = row.Int64("network_sent_bytes"),
        NetworkReceivedBytes = row.Int64("network_received_bytes"),
    };

    protected override IReadOnlyList<string> Key(NodeHour record) =>
    [
        record.WorkspaceId, record.ClusterId, record.IsDriver ? "driver" : "worker", record.StartTime.ToUnixTimeMilliseconds().ToString(),
    ];

    protected override DateTimeOffset EventTime(NodeHour record) => record.StartTime;

    // A mean of doubles depends on the order in which they were added: its last digits would make an unchanged hour look changed.
    private static double? Rounded(double? percent) => percent is { } value ? Math.Round(value, 6) : null;
}
