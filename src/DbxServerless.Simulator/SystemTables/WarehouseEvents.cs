using System.Globalization;
using DbxServerless.Simulator.History;

namespace DbxServerless.Simulator.SystemTables;

/// <summary><c>system.compute.warehouse_events</c>: SQL warehouses starting, stopping and scaling.</summary>
public sealed class WarehouseEvents(TableSource source) : SystemTable<WarehouseEventsRow>(source)
{
    private static readonly TimeSpan Stopping = TimeSpan.FromSeconds(20);

    public override string Name => "compute.warehouse_events";

    protected override IEnumerable<Shown<WarehouseEventsRow>> Of(HistoryDay day)
    {
        foreach (var session in day.WarehouseSessions)
        {
            yield return Event(session, "STARTING", 0, session.Start);
            yield return Event(session, "RUNNING", 1, session.Ready);
            var clusters = 1;
            foreach (var (at, count) in session.Scalings)
            {
                yield return Event(session, count > clusters ? "SCALED_UP" : "SCALED_DOWN", count, at);
                clusters = count;
            }

            yield return Event(session, "STOPPING", 0, session.End);
            yield return Event(session, "STOPPED", 0, session.End + Stopping);
        }
    }

    private Shown<WarehouseEventsRow> Event(WarehouseSession session, string type, int clusters, DateTimeOffset at) => new(
        new WarehouseEventsRow
        {
            AccountId = Source.History.AccountId,
            WorkspaceId = session.Warehouse.WorkspaceId,
            WarehouseId = session.Warehouse.WarehouseId,
            EventType = type,
            ClusterCount = clusters,
            EventTime = at,
        },
        at + Delay(Source.Options.Lakeflow, session.Warehouse.WarehouseId, type, at.Ticks.ToString(CultureInfo.InvariantCulture)));
}
