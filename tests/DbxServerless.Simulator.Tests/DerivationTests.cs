using DbxServerless.Simulator.SystemTables;

namespace DbxServerless.Simulator.Tests;

public sealed class DerivationTests
{
    private static readonly DateTimeOffset ChangeOfSlices = new(2026, 1, 19, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Slices_sum_to_what_each_attempt_took_and_are_an_hour_at_most(bool cutShortRuns)
    {
        var tables = new Tables(options: TableOptions.Prompt with { CutShortRuns = cutShortRuns });
        var slices = tables.Catalog.Get<JobRunTimeline>().At(tables.Settled).ToLookup(row => (row.WorkspaceId, row.RunId));
        var runs = tables.History.DaysThrough(tables.Settled).Take(6).SelectMany(day => day.JobRuns).ToList();
        runs.Where(run => slices[(run.WorkspaceId, run.RunId)].Sum(row => (row.PeriodEndTime - row.PeriodStartTime).Ticks)
            != run.Attempts.Sum(attempt => (attempt.End - attempt.Start).Ticks)).ShouldBeEmpty();
        slices.SelectMany(run => run).Where(row => row.PeriodEndTime - row.PeriodStartTime > TimeSpan.FromHours(1)).ShouldBeEmpty();
        runs.ShouldContain(run => run.Attempts.Count > 1);
        runs.ShouldContain(run => run.End - run.Start > TimeSpan.FromDays(1));
        runs.ShouldContain(run => run.End == run.Start);
    }

    [Fact]
    public void Each_attempt_and_each_task_run_has_exactly_one_result()
    {
        var tables = new Tables();
        var runs = tables.History.DaysThrough(tables.Settled).SelectMany(day => day.JobRuns).Where(run => run.End < tables.Settled).ToList();
        var results = tables.Catalog.Get<JobRunTimeline>().At(tables.Settled).Where(row => row.ResultState is not null)
            .ToLookup(row => (row.WorkspaceId, row.RunId));
        runs.Where(run => !results[(run.WorkspaceId, run.RunId)].Select(row => row.ResultState).SequenceEqual(run.Attempts.Select(attempt => attempt.Result)))
            .ShouldBeEmpty();
        var tasks = tables.Catalog.Get<JobTaskRunTimeline>().At(tables.Settled).Where(row => row.ResultState is not null).CountBy(row => (row.WorkspaceId, row.RunId));
        tasks.ShouldAllBe(task => task.Value == 1);
    }

    [Fact]
    public void Slices_begin_with_the_run_until_they_follow_the_clock()
    {
        var tables = new Tables();
        var inner = tables.Catalog.Get<JobRunTimeline>().At(tables.Settled).Where(row => row.ResultState is null).ToList();
        inner.ShouldContain(row => row.PeriodStartTime < ChangeOfSlices);
        inner.ShouldContain(row => row.PeriodStartTime >= ChangeOfSlices);
        inner.ShouldAllBe(row => row.PeriodStartTime < ChangeOfSlices
            ? row.PeriodEndTime - row.PeriodStartTime == TimeSpan.FromHours(1)
            : row.PeriodEndTime.Ticks % TimeSpan.TicksPerHour == 0);
    }

    [Fact]
    public void Slices_of_a_run_show_while_it_goes_on_and_have_no_result()
    {
        var tables = new Tables();
        var run = tables.History.DaysThrough(Tables.Start).SelectMany(day => day.JobRuns).First(run => run.End - run.Start > TimeSpan.FromHours(5));
        var during = tables.Catalog.Get<JobRunTimeline>().At(run.Start.AddHours(3.5)).Where(row => row.RunId == run.RunId && row.WorkspaceId == run.WorkspaceId).ToList();
        during.Count.ShouldBe(3);
        during.ShouldAllBe(row => row.ResultState == null && row.RunDurationSeconds == null);
    }

    [Fact]
    public void Runs_of_several_tasks_have_literal_zeros_and_older_rows_have_nothing()
    {
        var tables = new Tables();
        var ends = tables.Catalog.Get<JobRunTimeline>().At(tables.Settled).Where(row => row.ResultState is not null && row.RunType == "JOB_RUN").ToList();
        var names = tables.Catalog.Get<Jobs>().At(tables.Settled).GroupBy(row => (row.WorkspaceId, row.JobId)).ToDictionary(job => job.Key, job => job.First().Name);
        ends.Where(row => names[(row.WorkspaceId, row.JobId)] == "ingest-orders").ShouldAllBe(row => row.ExecutionDurationSeconds == 0 && row.SetupDurationSeconds == 0);
        ends.Where(row => names[(row.WorkspaceId, row.JobId)] == "ml-features" && row.ResultState == "SUCCEEDED").ShouldAllBe(row => row.ExecutionDurationSeconds > 0);

        var old = new Tables(start: new DateTimeOffset(2025, 10, 1, 0, 0, 0, TimeSpan.Zero), days: 3);
        old.Catalog.Get<JobRunTimeline>().At(new DateTimeOffset(2025, 10, 4, 0, 0, 0, TimeSpan.Zero)).ShouldAllBe(row => row.ExecutionDurationSeconds == null);
    }

    [Fact]
    public void Netted_usage_is_what_was_really_used_once_it_is_corrected()
    {
        var tables = new Tables(options: new TableOptions());
        var rows = tables.Catalog.Get<UsageTable>().At(tables.Settled).Where(row => row.UsageEndTime < Tables.Start.AddDays(6)).ToList();
        var used = tables.History.DaysThrough(tables.Settled).SelectMany(day => day.Usage).Where(usage => usage.End < Tables.Start.AddDays(6)).ToList();
        rows.GroupBy(row => (row.WorkspaceId, row.SkuName, row.UsageDate)).ToDictionary(group => group.Key, group => group.Sum(row => row.UsageQuantity))
            .ShouldBe(used.GroupBy(usage => (usage.WorkspaceId, usage.SkuName, UsageDate: DateOnly.FromDateTime(usage.Start.UtcDateTime)))
                .ToDictionary(group => group.Key, group => group.Sum(usage => usage.Quantity)), ignoreOrder: true);
        rows.Where(row => row.RecordType == "ORIGINAL").Sum(row => row.UsageQuantity).ShouldNotBe(used.Sum(usage => usage.Quantity));
        rows.ShouldContain(row => row.RecordType == "RETRACTION" && row.UsageQuantity < 0 && row.IngestionDate > row.UsageDate.AddDays(1));
        rows.Select(row => row.RecordId).ShouldBeUnique();
        rows.ShouldContain(row => row.WorkspaceId == null);
        rows.Select(row => row.UsageUnit).Distinct().Count().ShouldBeGreaterThan(2);
    }

    [Fact]
    public void The_newest_version_of_a_job_is_the_one_that_counts()
    {
        var tables = new Tables(days: 10);
        var newest = tables.Catalog.Get<Jobs>().At(Tables.Start.AddDays(10)).GroupBy(row => (row.WorkspaceId, row.JobId)).Select(job => job.MaxBy(row => row.ChangeTime)!).ToList();
        newest.Single(row => row.Name == "old-migration" && row.WorkspaceId == "1234567890123456").DeleteTime.ShouldNotBeNull();
        newest.ShouldContain(row => row.Name == "stock-levels-v2");
        newest.ShouldNotContain(row => row.Name == "stock-levels");
        var recreated = newest.Where(row => row.Name == "loyalty-points" && row.WorkspaceId == "1234567890123456").ToList();
        recreated.Count.ShouldBe(2);
        recreated.Count(row => row.DeleteTime is null).ShouldBe(1);
        // Unchanged for longer than most would look back.
        newest.ShouldContain(row => row.ChangeTime < Tables.Start.AddDays(-365) && row.CreateTime == null);
        // An id says nothing without its workspace.
        newest.GroupBy(row => row.JobId).ShouldContain(jobs => jobs.Select(row => row.WorkspaceId).Distinct().Count() > 1);
    }

    [Fact]
    public void Rows_come_late_and_never_change()
    {
        var tables = new Tables(options: new TableOptions());
        var table = tables.Catalog.Get<JobRunTimeline>();
        var seen = new HashSet<JobRunTimelineRow>(ReferenceEqualityComparer.Instance);
        for (var at = Tables.Start; at < Tables.Start.AddDays(3); at = at.AddHours(5))
        {
            var now = table.At(at);
            now.ShouldAllBe(row => row.PeriodEndTime <= at);
            seen.Except(now, ReferenceEqualityComparer.Instance).ShouldBeEmpty();
            seen.UnionWith(now);
        }

        var prompt = new Tables().Catalog.Get<JobRunTimeline>().At(Tables.Start.AddDays(2)).Count;
        table.At(Tables.Start.AddDays(2)).Count.ShouldBeLessThan(prompt);
    }

    [Fact]
    public void The_same_seed_gives_the_same_history_however_it_is_asked_for()
    {
        var once = new Tables(seed: 5);
        var often = new Tables(seed: 5);
        for (var day = 0; day < 6; day++)
            often.History.DaysThrough(Tables.Start.AddDays(day));
        var end = Tables.Start.AddDays(6);
        Shown(often).ShouldBe(Shown(once));
        Shown(new Tables(seed: 6)).ShouldNotBe(Shown(once));

        List<string> Shown(Tables tables) =>
        [
            .. tables.Catalog.Get<JobRunTimeline>().At(end).Select(row => $"{row.WorkspaceId} {row.RunId} {row.PeriodEndTime:O} {row.ResultState}"),
            .. tables.Catalog.Get<QueryHistory>().At(end).Select(row => $"{row.StatementId} {row.TotalDurationMs}"),
            .. tables.Catalog.Get<UsageTable>().At(end).Select(row => $"{row.RecordId} {row.UsageQuantity}"),
        ];
    }

    [Fact]
    public void The_history_has_everything_that_can_happen()
    {
        var tables = new Tables(days: 12);
        var days = tables.History.DaysThrough(Tables.Start.AddDays(12));
        var runs = days.SelectMany(day => day.JobRuns).ToList();
        runs.SelectMany(run => run.Attempts).Select(attempt => attempt.Result).Distinct().Order()
            .ShouldBe(["BLOCKED", "CANCELLED", "ERROR", "FAILED", "SKIPPED", "SUCCEEDED", "TIMED_OUT"]);
        runs.Select(run => run.RunType).Distinct().Order().ShouldBe(["JOB_RUN", "SUBMIT_RUN", "WORKFLOW_RUN"]);
        runs.ShouldContain(run => run.RunName != null && run.RunName.StartsWith("ADF_"));
        runs.SelectMany(run => run.Attempts).SelectMany(attempt => attempt.Tasks).ShouldContain(task => task.Iterates != null);
        var updates = days.SelectMany(day => day.PipelineUpdates).ToList();
        updates.GroupBy(update => update.RequestId).ShouldContain(request => request.Count() > 1);
        updates.ShouldContain(update => update.Type == "FULL_REFRESH");
        var queries = days.SelectMany(day => day.Queries).ToList();
        queries.ShouldContain(query => query.FromCache);
        queries.ShouldContain(query => query.SpilledBytes > 0);
        queries.ShouldContain(query => query.WaitingAtCapacityMs > 0);
        queries.Select(query => query.Status).Distinct().Order().ShouldBe(["CANCELED", "FAILED", "FINISHED"]);
        days.SelectMany(day => day.Usage).Select(usage => usage.SkuName).Distinct().ShouldContain(sku => tables.History.Prices.All(price => price.SkuName != sku));
    }

    [Fact]
    public void A_price_period_is_open_until_its_successor_is_announced()
    {
        var tables = new Tables();
        var table = tables.Catalog.Get<ListPrices>();
        var change = tables.History.Prices.Single(price => price.SkuName == "PREMIUM_JOBS_COMPUTE" && price.Currency == "USD" && price.End is null);
        Jobs(change.AnnouncedAt.AddSeconds(-1)).Single().PriceEndTime.ShouldBeNull();
        var after = Jobs(change.AnnouncedAt);
        after.Count.ShouldBe(2);
        after.Single(row => row.PriceEndTime == change.Start).Pricing.Default.ShouldBe(0.30m);

        List<ListPricesRow> Jobs(DateTimeOffset at) =>
            [.. table.At(at).Where(row => row.SkuName == "PREMIUM_JOBS_COMPUTE" && row.CurrencyCode == "USD")];
    }

    [Fact]
    public void Texts_are_redacted_and_a_workspace_with_its_own_keys_has_none()
    {
        var tables = new Tables();
        var rows = tables.Catalog.Get<QueryHistory>().At(tables.Settled);
        var keyed = tables.History.Workspaces.Single(workspace => workspace.CustomerManagedKeys).WorkspaceId;
        rows.Where(row => row.WorkspaceId == keyed).ShouldAllBe(row => row.StatementText == "");
        rows.ShouldContain(row => row.StatementText == "<REDACTED>");
    }

    [Fact]
    public void A_node_has_a_row_a_minute_while_its_cluster_runs()
    {
        var tables = new Tables();
        var session = tables.History.DaysThrough(Tables.Start.AddDays(5)).SelectMany(day => day.ClusterSessions)
            .First(session => session.Cluster.Source == "JOB" && session.End - session.Start > TimeSpan.FromHours(2));
        var rows = tables.Catalog.Get<NodeTimeline>().Between(session.Start, session.End.AddHours(1)).Where(row => row.ClusterId == session.Cluster.ClusterId).ToList();
        rows.Select(row => row.InstanceId).Distinct().Count().ShouldBe(session.Cluster.Workers + 1);
        rows.Count(row => row.Driver).ShouldBeInRange((int)(session.End - session.Start).TotalMinutes - 1, (int)(session.End - session.Start).TotalMinutes + 1);
        rows.GroupBy(row => (row.InstanceId, row.StartTime)).ShouldAllBe(minute => minute.Count() == 1);
    }
}
