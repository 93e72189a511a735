using System.Globalization;
using DbxServerless.Simulator.History;

namespace DbxServerless.Simulator.SystemTables;

/// <summary>
/// <c>system.compute.node_timeline</c>: nodes of classic clusters by the minute. It has most rows of all, so they are made when they are
/// asked for. Nodes of less than ten minutes are missing.
/// </summary>
public sealed class NodeTimeline(TableSource source) : SystemTable<NodeTimelineRow>(source)
{
    private static readonly TimeSpan ShortestLife = TimeSpan.FromMinutes(10);
    private static readonly Dictionary<string, long> Disks = new() { ["/"] = 80_000_000_000, ["/local_disk0"] = 250_000_000_000 };

    public override string Name => "compute.node_timeline";

    public override IReadOnlyList<NodeTimelineRow> At(DateTimeOffset instant) => Between(Source.History.Settings.Start, instant);

    /// <summary>The rows that begin at or after an instant and show at another.</summary>
    public IReadOnlyList<NodeTimelineRow> Between(DateTimeOffset from, DateTimeOffset instant)
    {
        if (Source.IsEmpty())
            return [];
        var kept = instant - Source.Options.NodeTimelineRetention;
        var first = from > kept ? from : kept;
        return
        [
            .. Source.History.DaysThrough(instant)
                .SelectMany(day => day.ClusterSessions)
                .Where(session => session.End > first && session.Start < instant && session.End - session.Start >= ShortestLife)
                .SelectMany(session => Minutes(session, first, instant)),
        ];
    }

    private IEnumerable<NodeTimelineRow> Minutes(ClusterSession session, DateTimeOffset from, DateTimeOffset instant)
    {
        for (var node = 0; node <= session.Cluster.Workers; node++)
        {
            var id = SeededRandom.Hex(Source.History.Settings.Seed, 16, "node", session.Cluster.ClusterId, Key(session.Start), Text(node));
            var load = SeededRandom.For(Source.History.Settings.Seed, "load", id).Between(10, 70);
            var first = session.Start > from ? session.Start : from;
            for (var hour = Floor(first, TimeSpan.TicksPerHour); hour < session.End && hour < instant; hour = hour.AddHours(1))
            {
                var shown = Delay(Source.Options.Lakeflow, id, Key(hour));
                var random = SeededRandom.For(Source.History.Settings.Seed, "minutes", id, Key(hour));
                for (var minute = hour; minute < hour.AddHours(1); minute = minute.AddMinutes(1))
                {
                    var row = Row(session, node, id, minute, load, random);
                    if (minute >= Floor(session.Start, TimeSpan.TicksPerMinute) && minute >= from && minute < session.End && row.EndTime + shown <= instant)
                        yield return row;
                }
            }
        }
    }

    private NodeTimelineRow Row(ClusterSession session, int node, string id, DateTimeOffset minute, double load, SeededRandom random) => new()
    {
        AccountId = Source.History.AccountId,
        WorkspaceId = session.Cluster.WorkspaceId,
        ClusterId = session.Cluster.ClusterId,
        InstanceId = id,
        StartTime = minute,
        EndTime = minute.AddMinutes(1),
        Driver = node == 0,
        CpuUserPercent = Math.Round(load * random.Between(0.5, 1.3), 2),
        CpuSystemPercent = Math.Round(random.Between(0.5, 6), 2),
        CpuWaitPercent = Math.Round(random.Between(0, 4), 2),
        MemUsedPercent = Math.Round(25 + load * random.Between(0.5, 1), 2),
        MemSwapPercent = 0,
        NetworkSentBytes = random.Next(10_000, 90_000_000),
        NetworkReceivedBytes = random.Next(10_000, 90_000_000),
        DiskFreeBytesPerMountPoint = Disks,
        NodeType = session.Cluster.NodeType,
        PrivateIp = $"10.0.{node}.{session.Start.Minute + 4}",
    };

    private static DateTimeOffset Floor(DateTimeOffset instant, long ticks) => instant.AddTicks(-(instant.Ticks % ticks));

    private static string Key(DateTimeOffset instant) => instant.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
