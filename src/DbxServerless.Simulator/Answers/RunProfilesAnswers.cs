using DbxServerless.Simulator.SystemTables;

namespace DbxServerless.Simulator.Answers;

/// <summary>Answers the statements of <c>run_profiles</c>.</summary>
internal sealed class RunProfilesAnswers : DatasetAnswers
{
    private const string Serverless = "serverless";

    public override string Dataset => "run_profiles";

    public override IReadOnlyDictionary<string, Func<Reading, Result>> Statements => new Dictionary<string, Func<Reading, Result>>
    {
        ["records"] = Records,
    };

    private static Result Records(Reading reading)
    {
        var since = reading.AsOf.AddDays(-60);
        var changed = Changed(reading);
        var jobs = reading.NewestJobs();
        var statements = reading.QueryHistory.Where(row => row.StartTime >= since && IsLogless(row.Compute?.Type))
            .ToLookup(row => (row.WorkspaceId, row.QuerySource?.JobInfo?.JobRunId, row.Compute?.WarehouseId ?? Serverless));
        var runs = reading.JobRunTimeline.Where(row => row.PeriodEndTime >= since).ToLookup(row => (row.WorkspaceId, row.RunId));
        var prices = new PriceList(reading.ListPrices, reading.Text("price_currency"));
        var usage = reading.Usage
            .Where(row => row is { UsageUnit: "DBU", WorkspaceId: not null, UsageMetadata: { ClusterId: null, JobRunId: not null } } && row.UsageDate >= Day(since) && prices.At(row) is not null)
            .ToLookup(row => (row.WorkspaceId!, row.UsageMetadata.JobRunId!));
        return Result.Of(reading.JobTaskRunTimeline
            .Where(row => row.PeriodEndTime >= since && row.JobRunId is not null && changed.Contains((row.WorkspaceId, row.JobRunId)))
            .GroupBy(row => (row.WorkspaceId, row.RunId))
            .Select(slices => TaskOf([.. slices]))
            .Where(task => IsLogless(task.ComputeType))
            .GroupBy(task => (task.WorkspaceId, task.JobRunId, Compute: task.WarehouseId ?? Serverless))
            .Where(tasks => tasks.All(task => task.HasEnded) && runs.Contains((tasks.Key.WorkspaceId, tasks.Key.JobRunId)))
            .Select(tasks =>
            {
                var run = runs[(tasks.Key.WorkspaceId, tasks.Key.JobRunId)].ToList();
                var asked = statements[(tasks.Key.WorkspaceId, tasks.Key.JobRunId, tasks.Key.Compute)].ToList();
                var warehouse = tasks.Select(task => task.WarehouseId).MaxText();
                var billed = warehouse is null ? [.. usage[(tasks.Key.WorkspaceId, tasks.Key.JobRunId)]] : new List<UsageRow>();
                var jobId = tasks.Select(task => task.JobId).MaxText()!;
                return new ProfileRow(
                    tasks.Key.WorkspaceId, tasks.Key.JobRunId, jobId, jobs.GetValueOrDefault((tasks.Key.WorkspaceId, jobId))?.Name,
                    run.Select(row => row.RunName).MaxText(), Only(tasks.Select(task => task.RunId)), Only(tasks.Select(task => task.TaskKey)),
                    tasks.Select(task => task.ComputeType).MaxText()!, warehouse,
                    run.Min(row => row.PeriodStartTime), tasks.Min(task => task.Started), tasks.Max(task => task.LastSeen),
                    asked.Count == 0 ? null : asked.Count, asked.Count == 0 ? null : asked.LongCount(row => row.ExecutionStatus == "FAILED"),
                    asked.Select(row => row.TotalTaskDurationMs).SumOrNull(), asked.Select(row => row.ReadBytes).SumOrNull(),
                    asked.Select(row => row.ReadRows).SumOrNull(), asked.Select(row => row.WrittenBytes).SumOrNull(),
                    asked.Select(row => row.WrittenRows).SumOrNull(), asked.Select(row => row.ShuffleReadBytes).SumOrNull(),
                    asked.Select(row => row.SpilledLocalBytes).SumOrNull(),
                    billed.Select(prices.Cost).SumOrNull(), billed.Select(prices.CurrencyOf).MaxText());
            }));
    }

    private static HashSet<(string, string)> Changed(Reading reading)
    {
        var from = reading.ChangedFrom;
        return
        [
            .. reading.JobTaskRunTimeline.Where(row => row.PeriodEndTime >= from).Select(row => (row.WorkspaceId, Run: row.JobRunId))
                .Concat(reading.QueryHistory.Where(row => row.UpdateTime >= from).Select(row => (row.WorkspaceId, Run: row.QuerySource?.JobInfo?.JobRunId)))
                .Concat(reading.Usage
                    .Where(row => row.IngestionDate >= Day(from.AddDays(-1)) && row.UsageDate >= Day(reading.AsOf.AddDays(-60)) && row.UsageMetadata.ClusterId is null)
                    .Select(row => (WorkspaceId: row.WorkspaceId!, Run: row.UsageMetadata.JobRunId)))
                .Distinct()
                .Where(run => run.Run is not null && reading.IsInShard(run.WorkspaceId, run.Run) && reading.IsWanted(run.WorkspaceId))
                .Select(run => (run.WorkspaceId, run.Run!)),
        ];
    }

    private static TaskOfRun TaskOf(List<JobTaskRunTimelineRow> slices) => new(
        slices[0].WorkspaceId, slices[0].JobRunId!, slices[0].RunId, slices.Select(row => row.JobId).MaxText()!, slices.Select(row => row.TaskKey).MaxText()!,
        slices.Exists(row => row.ResultState is not null), slices.Min(row => row.PeriodStartTime), slices.Max(row => row.PeriodEndTime),
        slices.SelectMany(row => row.Compute ?? []).Select(compute => compute.Type).MaxText(),
        slices.SelectMany(row => row.Compute ?? []).Select(compute => compute.WarehouseId).MaxText());

    private static bool IsLogless(string? computeType) => computeType is "WAREHOUSE" or "SERVERLESS_COMPUTE";

    private static string? Only(IEnumerable<string> values) => values.Distinct().Take(2).ToList() is [var only] ? only : null;

    private static DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime);

    private sealed record TaskOfRun(
        string WorkspaceId, string JobRunId, string RunId, string JobId, string TaskKey, bool HasEnded, DateTimeOffset Started, DateTimeOffset LastSeen,
        string? ComputeType, string? WarehouseId);

    private sealed record ProfileRow(
        string WorkspaceId, string JobRunId, string JobId, string? JobName, string? RunName, string? TaskRunId, string? TaskKey, string ComputeType,
        string? WarehouseId, DateTimeOffset RunStarted, DateTimeOffset Started, DateTimeOffset Ended, long? Queries, long? FailedQueries, long? TaskMs,
        long? ReadBytes, long? ReadRows, long? WrittenBytes, long? WrittenRows, long? ShuffleReadBytes, long? SpilledBytes, decimal? Cost, string? CurrencyCode);
}
