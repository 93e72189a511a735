using System.Globalization;
using DbxServerless.Simulator.SystemTables;

namespace DbxServerless.Simulator.Answers;

/// <summary>One execution of a statement: what it was given, and what it may see.</summary>
/// <param name="At">The instant of the execution: rows that show later are not seen.</param>
public sealed record Reading(SystemCatalog Catalog, DateTimeOffset At, IReadOnlyDictionary<string, string?> Parameters)
{
    private HashSet<string>? _workspaceIds;

    /// <summary>The statement's text.</summary>
    public string Statement { get; init; } = "";

    public DateTimeOffset AsOf => Timestamp("as_of");

    public DateTimeOffset ChangedFrom => Timestamp("changed_from");

    public IReadOnlyList<JobRunTimelineRow> JobRunTimeline => Catalog.Get<JobRunTimeline>().At(At);

    public IReadOnlyList<JobTaskRunTimelineRow> JobTaskRunTimeline => Catalog.Get<JobTaskRunTimeline>().At(At);

    public IReadOnlyList<JobsRow> Jobs => Catalog.Get<Jobs>().At(At);

    public IReadOnlyList<PipelinesRow> Pipelines => Catalog.Get<Pipelines>().At(At);

    public IReadOnlyList<PipelineUpdateTimelineRow> PipelineUpdateTimeline => Catalog.Get<PipelineUpdateTimeline>().At(At);

    public IReadOnlyList<QueryHistoryRow> QueryHistory => Catalog.Get<QueryHistory>().At(At);

    public IReadOnlyList<WarehousesRow> Warehouses => Catalog.Get<Warehouses>().At(At);

    public IReadOnlyList<WarehouseEventsRow> WarehouseEvents => Catalog.Get<WarehouseEvents>().At(At);

    public IReadOnlyList<ClustersRow> Clusters => Catalog.Get<Clusters>().At(At);

    public IReadOnlyList<WorkspacesLatestRow> WorkspacesLatest => Catalog.Get<WorkspacesLatest>().At(At);

    public IReadOnlyList<UsageRow> Usage => Catalog.Get<UsageTable>().At(At);

    public IReadOnlyList<ListPricesRow> ListPrices => Catalog.Get<ListPrices>().At(At);

    /// <summary>The minutes of nodes that begin at or after an instant.</summary>
    public IReadOnlyList<NodeTimelineRow> NodeTimeline(DateTimeOffset from) => Catalog.Get<NodeTimeline>().Between(from, At);

    /// <summary><c>:workspace_ids IS NULL OR array_contains(split(:workspace_ids, ','), workspace_id)</c>.</summary>
    public bool IsWanted(string? workspaceId)
    {
        if (Text("workspace_ids") is not { } ids)
            return true;
        _workspaceIds ??= [.. ids.Split(',')];
        return workspaceId is not null && _workspaceIds.Contains(workspaceId);
    }

    public string? Text(string name) => Parameters.TryGetValue(name, out var value)
        ? value
        : throw new StatementFailure("BAD_REQUEST", $"[UNBOUND_SQL_PARAMETER] Found the unbound parameter: {name}. Please, fix `args` and provide a mapping " +
            "of the parameter to either a SQL literal or collection constructor functions. SQLSTATE: 42P02", "42P02");

    public long Int64(string name) => long.Parse(Required(name), CultureInfo.InvariantCulture);

    public DateTimeOffset Timestamp(string name) =>
        DateTimeOffset.Parse(Required(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private string Required(string name) => Text(name) ?? throw new StatementFailure("BAD_REQUEST", $"The parameter {name} must not be NULL here.", null);
}
