using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Datasets.Billing;
using DbxServerless.Collector.Settings;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.LogDelivery;

/// <summary>What classic compute of some workspaces cost since a day, by cluster and job.</summary>
public static class ClusterSpendStatement
{
    /// <summary>What the statement's leading comment names in place of a dataset.</summary>
    public const string Name = "log_delivery";

    /// <summary>The statement's own name.</summary>
    public const string Spend = "spend";

    private const string Sql =
        $"""
        SELECT u.workspace_id, u.usage_metadata.cluster_id AS cluster_id, u.usage_metadata.job_id AS job_id,
          MAX(u.usage_metadata.job_name) AS job_name, SUM({PricedUsage.Cost}) AS list_cost
        FROM system.billing.usage u
        LEFT JOIN system.billing.list_prices p ON {PricedUsage.Join}
        WHERE u.usage_date >= CAST(CAST(:changed_from AS TIMESTAMP) AS DATE)
          AND u.usage_metadata.cluster_id IS NOT NULL
          AND array_contains(split(:workspace_ids, ','), u.workspace_id)
        GROUP BY u.workspace_id, u.usage_metadata.cluster_id, u.usage_metadata.job_id
        """;

    /// <param name="options">The settings: views in place of system tables, and the currency.</param>
    /// <param name="workspaceIds">Databricks workspace ids.</param>
    /// <param name="since">The first day, UTC.</param>
    public static SqlStatement Compose(CollectorOptions options, IEnumerable<string> workspaceIds, DateTimeOffset since) => new(
        SqlStatementName.Prefix(Name, Spend) + SqlComposer.MapTables(Sql, options.SystemTables),
        SqlParameter.Timestamp(SqlParameters.ChangedFrom, since),
        SqlParameter.Text(SqlParameters.WorkspaceIds, string.Join(',', workspaceIds.Order(StringComparer.Ordinal))),
        SqlParameter.Text(SqlParameters.PriceCurrency, options.Billing.Currency));

    internal static ClusterSpend Read(SqlRow row) => new(row.RequiredText("workspace_id"), row.RequiredText("cluster_id"))
    {
        JobId = row.Text("job_id"),
        JobName = row.Text("job_name"),
        ListCost = row.Decimal("list_cost"),
    };
}
