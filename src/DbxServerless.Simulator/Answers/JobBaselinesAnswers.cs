using DbxServerless.Simulator.Rows;

namespace DbxServerless.Simulator.Answers;

/// <summary>Answers the statements of <c>job_baselines</c>.</summary>
internal sealed class JobBaselinesAnswers : DatasetAnswers
{
    public override string Dataset => "job_baselines";

    public override IReadOnlyDictionary<string, Func<Reading, Result>> Statements => new Dictionary<string, Func<Reading, Result>>
    {
        ["records"] = Records,
        ["job_cost"] = JobCost,
    };

    private static Result Records(Reading reading)
    {
        var asOf = reading.AsOf;
        return Result.Of(Finished(reading)
            .GroupBy(run => (run.WorkspaceId, run.JobKey, run.LogicalJob))
            .Select(runs =>
            {
                var recent = runs.Where(run => run.Ended >= asOf.AddDays(-7)).ToList();
                return new BaselineRow(runs.Key.WorkspaceId, runs.Key.JobKey, runs.Key.LogicalJob, runs.Max(run => run.Ended),
                    runs.Select(run => run.CurrencyCode).MaxText(), recent.Count, runs.LongCount(),
                    Rate(recent), Rate(runs),
                    recent.Select(run => run.NormalSeconds).Percentile(0.5), recent.Select(run => run.NormalSeconds).Percentile(0.95),
                    runs.Select(run => run.NormalSeconds).Percentile(0.5), runs.Select(run => run.NormalSeconds).Percentile(0.95),
                    recent.Select(run => run.Cost).Percentile(0.5), recent.Select(run => run.Cost).Percentile(0.95),
                    runs.Select(run => run.Cost).Percentile(0.5), runs.Select(run => run.Cost).Percentile(0.95));
            }));
    }

    private static Result JobCost(Reading reading)
    {
        var after = DateOnly.FromDateTime(reading.AsOf.AddDays(-7).UtcDateTime);
        var jobs = reading.NewestJobs();
        var prices = new PriceList(reading.ListPrices, reading.Text("price_currency"));
        var names = reading.JobRunTimeline.Where(row => row.PeriodEndTime >= reading.AsOf.AddDays(-14)).GroupBy(row => (row.WorkspaceId, row.RunId))
            .ToDictionary(run => run.Key, run => run.Select(row => row.RunName).MaxText());
        return Result.Of(reading.Usage
            .Where(row => row is { UsageUnit: "DBU", WorkspaceId: not null, UsageMetadata.JobRunId: not null } && row.UsageDate > after
                && reading.IsWanted(row.WorkspaceId) && prices.At(row) is not null)
            .GroupBy(row => (WorkspaceId: row.WorkspaceId!, LogicalJob: LogicalName.Of(
                row.UsageMetadata.JobId is { } job ? jobs.GetValueOrDefault((row.WorkspaceId!, job))?.Name : null,
                names.GetValueOrDefault((row.WorkspaceId!, row.UsageMetadata.JobRunId!)))))
            .Select(rows => new CostRow(rows.Key.WorkspaceId, rows.Key.LogicalJob, (double?)rows.Select(prices.Cost).SumOrNull(),
                rows.Select(prices.CurrencyOf).MaxText())));
    }

    private static IEnumerable<FinishedRun> Finished(Reading reading)
    {
        var asOf = reading.AsOf;
        var jobs = reading.NewestJobs();
        var costs = Costs(reading);
        return reading.JobRunTimeline
            .Where(row => row.PeriodEndTime >= asOf.AddDays(-60) && row.RunType != "WORKFLOW_RUN" && reading.IsWanted(row.WorkspaceId))
            .GroupBy(row => (row.WorkspaceId, row.RunId))
            .Select(run => (run.Key, Slices: run.ToList(), Newest: run.MaxBy(row => (row.PeriodEndTime, row.PeriodStartTime))!))
            .Where(run => run.Newest.ResultState is not null && run.Newest.PeriodEndTime >= asOf.AddDays(-30))
            .Select(run =>
            {
                var jobId = run.Slices.Select(row => row.JobId).MaxText()!;
                var (cost, currency) = costs.GetValueOrDefault((run.Key.WorkspaceId, run.Key.RunId));
                return new FinishedRun(run.Key.WorkspaceId, run.Slices.Select(row => row.RunType).MaxText() == "SUBMIT_RUN" ? "" : jobId,
                    LogicalName.Of(jobs.GetValueOrDefault((run.Key.WorkspaceId, jobId))?.Name, run.Slices.Select(row => row.RunName).MaxText()),
                    run.Newest.ResultState!, run.Newest.PeriodEndTime,
                    (double)run.Slices.Sum(row => Statistics.Seconds(row.PeriodStartTime, row.PeriodEndTime)), cost, currency);
            });
    }

    private static Dictionary<(string?, string), (double? Cost, string? Currency)> Costs(Reading reading)
    {
        var first = DateOnly.FromDateTime(reading.AsOf.AddDays(-60).UtcDateTime);
        var prices = new PriceList(reading.ListPrices, reading.Text("price_currency"));
        return reading.Usage
            .Where(row => row.UsageDate >= first && row.UsageMetadata.JobRunId is not null && prices.At(row) is not null)
            .GroupBy(row => (row.WorkspaceId, row.UsageMetadata.JobRunId!))
            .ToDictionary(rows => rows.Key, rows => ((double?)rows.Select(prices.Cost).SumOrNull(), rows.Select(prices.CurrencyOf).MaxText()));
    }

    // Runs that were cancelled or skipped tell nothing.
    private static double? Rate(IEnumerable<FinishedRun> runs) => runs.Average(run => run.State switch
    {
        "SUCCEEDED" => 1.0,
        "FAILED" or "ERROR" or "TIMED_OUT" => 0.0,
        _ => (double?)null,
    });

    private sealed record FinishedRun(
        string WorkspaceId, string JobKey, string LogicalJob, string State, DateTimeOffset Ended, double Seconds, double? Cost, string? CurrencyCode)
    {
        public double? NormalSeconds => State == "SUCCEEDED" ? Seconds : null;
    }

    private sealed record BaselineRow(
        string WorkspaceId, string JobKey, string LogicalJob, DateTimeOffset LastRun, string? CurrencyCode,
        [property: ColumnName("runs_7d")] long RecentRuns, [property: ColumnName("runs_30d")] long Runs,
        [property: ColumnName("success_7d")] double? RecentSuccess, [property: ColumnName("success_30d")] double? Success,
        [property: ColumnName("median_seconds_7d")] double? RecentMedianSeconds, [property: ColumnName("p95_seconds_7d")] double? RecentP95Seconds,
        [property: ColumnName("median_seconds_30d")] double? MedianSeconds, [property: ColumnName("p95_seconds_30d")] double? P95Seconds,
        [property: ColumnName("median_cost_7d")] double? RecentMedianCost, [property: ColumnName("p95_cost_7d")] double? RecentP95Cost,
        [property: ColumnName("median_cost_30d")] double? MedianCost, [property: ColumnName("p95_cost_30d")] double? P95Cost);

    private sealed record CostRow(string WorkspaceId, string LogicalJob, double? Cost, string? CurrencyCode);
}
