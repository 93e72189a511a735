using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;
using DbxServerless.Databricks;
using Microsoft.Extensions.Logging.Abstractions;

namespace DbxServerless.Collector.Tests.Collection;

public sealed class TableGrantsTests
{
    private static readonly DatasetInfo Runs = new("runs", "DbxRuns", ScopeKind.Account, ScheduleGroup.Regular, DatasetKind.Events, "Runs.")
    {
        SystemTables = ["system.lakeflow.job_run_timeline", "system.lakeflow.jobs"],
    };

    private readonly HashSet<string> _granted = [];
    private readonly List<string> _asked = [];

    [Fact]
    public async Task All_tables_must_be_granted()
    {
        var grants = NewGrants();
        (await AskAsync(grants)).ShouldBeFalse();
        _granted.Add("system.lakeflow.job_run_timeline");
        (await AskAsync(grants)).ShouldBeFalse();
        _granted.Add("system.lakeflow.jobs");
        (await AskAsync(grants)).ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_shown_and_yet_refused_by_SQL_is_tried_once_until_the_grant_goes_and_comes()
    {
        var grants = NewGrants();
        _granted.UnionWith(Runs.SystemTables);
        (await AskAsync(grants)).ShouldBeTrue();
        (await AskAsync(grants)).ShouldBeFalse();
        _granted.Clear();
        (await AskAsync(grants)).ShouldBeFalse();
        _granted.UnionWith(Runs.SystemTables);
        (await AskAsync(grants)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_view_is_asked_for_by_its_own_name()
    {
        var grants = NewGrants(("system.lakeflow", "ops.lakeflow"));
        await AskAsync(grants);
        _asked.ShouldBe(["ops.lakeflow.job_run_timeline"]);
    }

    [Fact]
    public async Task What_needs_no_table_is_simply_tried_again()
    {
        var grants = NewGrants();
        (await AskAsync(grants, Runs with { SystemTables = [] })).ShouldBeTrue();
        (await AskAsync(grants, Runs with { SystemTables = [] })).ShouldBeTrue();
        _asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_asked_now_waits_for_its_schedule_and_is_asked_again()
    {
        var grants = NewGrants();
        (await grants.MayHaveComeAsync(
            Runs, Scope.Account, (_, _) => throw new DatabricksException(DatabricksErrorKind.Unavailable, "It is down.", "Wait."), CancellationToken.None)).ShouldBeFalse();
        _granted.UnionWith(Runs.SystemTables);
        (await AskAsync(grants)).ShouldBeTrue();
    }

    private static TableGrants NewGrants(params (string Table, string View)[] views) =>
        new(views.ToDictionary(view => view.Table, view => view.View), NullLogger.Instance);

    private Task<bool> AskAsync(TableGrants grants, DatasetInfo? dataset = null) => grants.MayHaveComeAsync(
        dataset ?? Runs, Scope.Account,
        (table, _) =>
        {
            _asked.Add(table);
            return Task.FromResult(_granted.Contains(table));
        },
        CancellationToken.None);
}
