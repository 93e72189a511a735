namespace DbxServerless.Simulator.Answers;

/// <summary>Answers the statements of <c>warehouse_events</c>.</summary>
internal sealed class WarehouseEventsAnswers : DatasetAnswers
{
    public override string Dataset => "warehouse_events";

    public override IReadOnlyDictionary<string, Func<Reading, Result>> Statements => new Dictionary<string, Func<Reading, Result>>
    {
        ["records"] = Records,
        ["clusters"] = Clusters,
    };

    private static Result Records(Reading reading)
    {
        var from = reading.ChangedFrom;
        return Result.Of(reading.WarehouseEvents
            .Where(row => row.EventTime >= from && reading.IsInShard(row.WorkspaceId, row.WarehouseId) && reading.IsWanted(row.WorkspaceId))
            .Select(row => new EventRow(row.WorkspaceId, row.WarehouseId, row.EventType, row.ClusterCount, row.EventTime))
            .Distinct());
    }

    private static Result Clusters(Reading reading)
    {
        var since = reading.AsOf.AddDays(-30);
        return Result.Of(reading.WarehouseEvents
            .Where(row => row.EventTime >= since && reading.IsWanted(row.WorkspaceId))
            .GroupBy(row => (row.WorkspaceId, row.WarehouseId))
            .Select(rows => rows.OrderBy(row => row.EventTime).ThenBy(row => row.EventType, StringComparer.Ordinal).Last())
            .Select(row => new ClustersRow(row.WorkspaceId, row.WarehouseId, row.EventType == "STOPPED" ? 0 : row.ClusterCount ?? 0)));
    }

    private sealed record EventRow(string WorkspaceId, string WarehouseId, string EventType, int? ClusterCount, DateTimeOffset EventTime);

    private sealed record ClustersRow(string WorkspaceId, string WarehouseId, int Clusters);
}
