using DbxServerless.Collector.Harvest;
using DbxServerless.Databricks;
using DbxServerless.Functions.Harvest;

namespace DbxServerless.Functions.Tests.Harvest;

public sealed class HarvestActivitiesTests : IDisposable
{
    private readonly AppFixture _app = new();
    private readonly HarvestActivities _activities;

    public HarvestActivitiesTests() => _activities = _app.Get<HarvestActivities>();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_workspace_that_cannot_be_read_is_told_with_what_mends_it()
    {
        _app.Failure = new DatabricksException(DatabricksErrorKind.PermissionDenied, "The identity may not list runs.", "Let it view the jobs.");

        var plan = await _activities.PlanAsync(AppFixture.Workspace, CancellationToken.None);

        (plan.Problem, plan.Mend, plan.Runs.Count).ShouldBe(("The identity may not list runs.", "Let it view the jobs.", 0));
    }

    [Fact]
    public async Task A_run_that_nobody_knows_is_nothing_to_do()
    {
        (await _activities.ArchiveAsync(new RunReference(AppFixture.Workspace, "1"), CancellationToken.None)).State.ShouldBe(HarvestState.Done);
        (await _activities.DeliverAsync(new ArchivedRuns(AppFixture.Workspace, ["1"]), CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Chores_that_need_no_workspace_run_without_one()
    {
        (await _activities.DoChoreAsync(new HarvestChore(AppFixture.Workspace, HarvestChoreKind.Reanalyze, _app.Time.GetUtcNow()), CancellationToken.None)).ShouldBe(0);
        (await _activities.DoChoreAsync(new HarvestChore(AppFixture.Workspace, HarvestChoreKind.Retain), CancellationToken.None)).ShouldBe(0);

        await Should.ThrowAsync<InvalidOperationException>(() =>
            _activities.DoChoreAsync(new HarvestChore(AppFixture.Workspace, HarvestChoreKind.Backfill, _app.Time.GetUtcNow()), CancellationToken.None));
    }
}
