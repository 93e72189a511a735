namespace DbxServerless.Collector.Settings;

/// <summary>All settings of the collector. Bound from configuration; environment variables separate levels by <c>__</c>.</summary>
public sealed class CollectorOptions
{
    /// <summary>The watched workspaces (<c>Workspaces__0__Host</c> …). One may instead be given by Databricks' own variables.</summary>
    public IList<WorkspaceOptions> Workspaces { get; set; } = [];

    public ScheduleOptions Schedules { get; set; } = new();

    /// <summary>Switches by dataset name (<c>Datasets__job_runs__Enabled</c>).</summary>
    public IDictionary<string, DatasetOptions> Datasets { get; set; } = new Dictionary<string, DatasetOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Views to read instead of system schemas or tables (<c>SystemTables__system.lakeflow.jobs=ops.views.jobs</c>).</summary>
    public IDictionary<string, string> SystemTables { get; set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    public JobOptions Jobs { get; set; } = new();

    public QueryOptions Queries { get; set; } = new();

    public SlidingOptions Sliding { get; set; } = new();

    public BillingOptions Billing { get; set; } = new();

    public HarvestOptions Harvest { get; set; } = new();

    public LimitOptions Limits { get; set; } = new();

    public PrivacyOptions Privacy { get; set; } = new();

    /// <summary>Limits account-wide and regional tables to the configured workspaces.</summary>
    public bool OnlyConfiguredWorkspaces { get; set; }

    /// <summary>What was wrong with the configuration that these were read from, a sentence each.</summary>
    internal IList<string> ReadingProblems { get; } = [];
}
