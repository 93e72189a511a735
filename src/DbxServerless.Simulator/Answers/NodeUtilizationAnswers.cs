namespace DbxServerless.Simulator.Answers;

/// <summary>Answers the statements of <c>node_utilization</c>.</summary>
internal sealed class NodeUtilizationAnswers : DatasetAnswers
{
    private const long HourMs = 3_600_000;

    public override string Dataset => "node_utilization";

    public override IReadOnlyDictionary<string, Func<Reading, Result>> Statements => new Dictionary<string, Func<Reading, Result>>
    {
        ["records"] = Records,
    };

    private static Result Records(Reading reading)
    {
        var from = reading.ChangedFrom.AddHours(-1);
        return Result.Of(reading.NodeTimeline(from)
            .Where(row => reading.IsWanted(row.WorkspaceId) && reading.IsInShard(row.WorkspaceId, row.ClusterId))
            .GroupBy(row => (row.WorkspaceId, row.ClusterId, row.Driver, Hour: (long)Math.Floor(row.StartTime.ToUnixTimeMilliseconds() / (double)HourMs)))
            .Where(rows => rows.Key.Hour * HourMs >= from.ToUnixTimeMilliseconds())
            .Select(rows => new NodeHourRow(rows.Key.WorkspaceId, rows.Key.ClusterId, rows.Key.Driver, rows.Key.Hour,
                rows.Select(row => row.NodeType).MaxText(),
                rows.Select(row => row.InstanceId).Distinct().LongCount(),
                rows.LongCount(),
                rows.Average(row => row.CpuUserPercent + row.CpuSystemPercent),
                rows.Max(row => row.CpuUserPercent + row.CpuSystemPercent),
                rows.Average(row => row.CpuWaitPercent),
                rows.Average(row => row.MemUsedPercent),
                rows.Max(row => row.MemUsedPercent),
                rows.Max(row => row.MemSwapPercent),
                rows.Select(row => row.NetworkSentBytes).SumOrNull(),
                rows.Select(row => row.NetworkReceivedBytes).SumOrNull())));
    }

    private sealed record NodeHourRow(
        string WorkspaceId, string ClusterId, bool Driver, long HourNumber, string? NodeType, long Nodes, long NodeMinutes, double? CpuPercent,
        double? MaxCpuPercent, double? CpuWaitPercent, double? MemoryPercent, double? MaxMemoryPercent, double? MaxSwapPercent, long? NetworkSentBytes,
        long? NetworkReceivedBytes);
}
