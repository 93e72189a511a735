namespace DbxServerless.Collector.Datasets;

/// <summary>What a dataset is, before anything is read.</summary>
/// <param name="Name">Stable snake_case name; also the setting <c>Datasets__NAME__Enabled</c> and the leading comment of every statement.</param>
/// <param name="Table">Table of its records without the <c>_CL</c> suffix (<c>DbxJobRuns</c>), or null when it only measures.</param>
/// <param name="Scope">What it is collected once for.</param>
/// <param name="Schedule">When it is collected; null when it is not by a timer (<see cref="HarvestedDataset{TRecord}"/>).</param>
/// <param name="Kind">Events or state.</param>
/// <param name="Description">One sentence for lists and generated docs.</param>
public sealed record DatasetInfo(
    string Name,
    string? Table,
    ScopeKind Scope,
    ScheduleGroup? Schedule,
    DatasetKind Kind,
    string Description)
{
    /// <summary>System tables that are read, in full (<c>system.lakeflow.jobs</c>): the source of grants, and of <c>check</c>.</summary>
    public IReadOnlyList<string> SystemTables { get; init; } = [];

    /// <summary>REST endpoints that are read (<c>GET /api/2.2/jobs/list</c>).</summary>
    public IReadOnlyList<string> Endpoints { get; init; } = [];

    /// <summary>
    /// Its rows are many and looked up rather than watched: the table may have the cheaper plan in Log Analytics, and no function, workbook
    /// or alert may use it.
    /// </summary>
    public bool Verbose { get; init; }

    /// <summary>How far before the cursor each pass reads again, because rows arrive late.</summary>
    public TimeSpan Overlap { get; init; } = TimeSpan.FromHours(3);

    /// <summary>How far back the first pass reads.</summary>
    public TimeSpan Backfill { get; init; } = TimeSpan.FromDays(2);

    /// <summary>How far back the slow reconciliation reads, to mend what was missed.</summary>
    public TimeSpan Reconciliation { get; init; } = TimeSpan.FromDays(14);

    /// <summary>How long the ledger remembers a key after its event day. Outlives every window that is read.</summary>
    public TimeSpan Remembers { get; init; } = TimeSpan.FromDays(60);
}
