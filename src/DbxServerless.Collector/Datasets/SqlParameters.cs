namespace DbxServerless.Collector.Datasets;

/// <summary>
/// Named parameters that the engine gives a statement whose text uses them; the two of <see cref="Shards"/> come from the client.
/// None is a keyword in any SQL dialect we check with.
/// </summary>
public static class SqlParameters
{
    /// <summary>TIMESTAMP: the instant of the pass. Statements use it instead of <c>current_timestamp()</c>.</summary>
    public const string AsOf = "as_of";

    /// <summary>TIMESTAMP: cursor minus overlap. Keys whose change column is at or after it are read.</summary>
    public const string ChangedFrom = "changed_from";

    /// <summary>STRING: comma-separated workspace ids to limit account-wide and regional tables to, or NULL for all.</summary>
    public const string WorkspaceIds = "workspace_ids";

    /// <summary>LONG: seconds after which a run misses its service level.</summary>
    public const string SlaSeconds = "sla_seconds";

    /// <summary>STRING: currency code of the list prices that are applied.</summary>
    public const string PriceCurrency = "price_currency";

    /// <summary>STRING: prices of a machine's hour (<c>,node_type=price,</c> in small letters), or NULL.</summary>
    public const string VmPrices = "vm_prices";

    /// <summary>STRING: prices of a spot machine's hour, in the same form, or NULL.</summary>
    public const string SpotVmPrices = "spot_vm_prices";

    /// <summary>LONG: milliseconds from which on a query is slow.</summary>
    public const string SlowQueryMs = "slow_query_ms";

    /// <summary>LONG: task milliseconds, summed over cores, from which on a query is costly.</summary>
    public const string CostlyTaskMs = "costly_task_ms";

    /// <summary>STRING: job tag whose value is the job's own service level in seconds.</summary>
    public const string SlaTag = "sla_tag";

    /// <summary>STRING: service levels of single jobs (<c>,job=seconds,workspace/job=seconds,</c>), or NULL.</summary>
    public const string SlaJobs = "sla_jobs";

    /// <summary>TIMESTAMP: begin of the sliding window of billing.</summary>
    public const string BillingSince = "billing_since";

    /// <summary>TIMESTAMP: begin of the sliding window of jobs.</summary>
    public const string JobsSince = "jobs_since";

    /// <summary>TIMESTAMP: begin of the sliding window of pipelines.</summary>
    public const string PipelinesSince = "pipelines_since";

    /// <summary>TIMESTAMP: begin of the sliding window of queries.</summary>
    public const string QueriesSince = "queries_since";
}
