using DbxServerless.Simulator.History;

namespace DbxServerless.Simulator.SystemTables;

/// <summary>
/// <c>system.query.history</c>: statements after their end. Texts are redacted for whoever is no account admin; a workspace with
/// customer-managed keys has none, and its rows come up to a day late.
/// </summary>
public sealed class QueryHistory(TableSource source) : SystemTable<QueryHistoryRow>(source)
{
    public override string Name => "query.history";

    protected override IEnumerable<Shown<QueryHistoryRow>> Of(HistoryDay day)
    {
        var hidden = Source.History.Workspaces.Where(workspace => workspace.CustomerManagedKeys).Select(workspace => workspace.WorkspaceId).ToHashSet();
        foreach (var query in day.Queries)
        {
            var lateness = Source.Options.Queries;
            if (hidden.Contains(query.WorkspaceId) && lateness != Lateness.None)
                lateness = new Lateness(TimeSpan.FromHours(12), TimeSpan.FromHours(24), 0.1);
            var shown = query.End + Delay(lateness, query.StatementId);
            yield return new Shown<QueryHistoryRow>(Row(query, shown, hidden.Contains(query.WorkspaceId)), shown,
                query.End + Source.Options.QueryRetention);
        }
    }

    private QueryHistoryRow Row(Query query, DateTimeOffset updated, bool hidden) => new()
    {
        AccountId = Source.History.AccountId,
        WorkspaceId = query.WorkspaceId,
        StatementId = query.StatementId,
        SessionId = query.StatementId[..18],
        ExecutionStatus = query.Status,
        Compute = query.WarehouseId is { } warehouse ? new ComputeRow("WAREHOUSE", null, warehouse) : new ComputeRow("SERVERLESS_COMPUTE", null, null),
        ExecutedBy = query.ExecutedBy,
        ExecutedByUserId = "7010",
        ExecutedAs = query.ExecutedBy,
        ExecutedAsUserId = "7010",
        StatementText = hidden ? "" : query.JobId is null ? "<REDACTED>" : query.Text,
        StatementType = query.Type,
        ErrorMessage = hidden ? "" : query.Error,
        ClientApplication = query.Client,
        TotalDurationMs = query.TotalMs,
        WaitingForComputeDurationMs = query.WaitingForComputeMs,
        WaitingAtCapacityDurationMs = query.WaitingAtCapacityMs,
        CompilationDurationMs = query.CompilationMs,
        ExecutionDurationMs = query.ExecutionMs,
        TotalTaskDurationMs = query.TaskMs,
        ResultFetchDurationMs = query.FetchMs,
        StartTime = query.Start,
        EndTime = query.End,
        UpdateTime = updated,
        ReadPartitions = 0,
        PrunedFiles = query.PrunedFiles,
        ReadFiles = query.ReadFiles,
        ReadRows = query.ReadRows,
        ProducedRows = query.ProducedRows,
        ReadBytes = query.ReadBytes,
        ReadIoCachePercent = query.FromCache ? 0 : 40,
        FromResultCache = query.FromCache,
        SpilledLocalBytes = query.SpilledBytes,
        WrittenBytes = query.WrittenBytes,
        WrittenRows = query.WrittenBytes / 120,
        WrittenFiles = query.WrittenBytes / 100_000_000,
        ShuffleReadBytes = query.ShuffleBytes,
        PrunedFilesBytes = query.PrunedFiles * 30_000_000,
        ReadFilesBytes = query.ReadBytes,
        QuerySource = new QuerySource(
            query.JobId is null ? null : new QuerySource.JobInfoSource(query.JobId, query.JobRunId, query.JobTaskRunId), null, query.DashboardId, null, null,
            null, null, null),
        QueryParameters = new QueryParameters(new Dictionary<string, string>(), [], false),
        QueryTags = new Dictionary<string, string>(),
    };
}
