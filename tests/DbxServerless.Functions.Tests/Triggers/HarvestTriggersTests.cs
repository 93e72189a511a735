using System.Text.Json;
using DbxServerless.Databricks;
using DbxServerless.Functions.Harvest;
using DbxServerless.Functions.Tests.Durable;
using DbxServerless.Functions.Triggers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.DurableTask.Client;

namespace DbxServerless.Functions.Tests.Triggers;

public sealed class HarvestTriggersTests : IDisposable
{
    private readonly AppFixture _app = new();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_round_can_be_started_now()
    {
        (await AskAsync("", (harvest, request) => harvest.HarvestAsync(request, _app.Durable, CancellationToken.None)))
            .ShouldBe((202, """[{"workspace":"acme","what":"Harvest","outcome":"Started"}]"""));
        _app.Durable.Started.ShouldHaveSingleItem().Instance.ShouldBe("harvest-round-acme");
    }

    [Fact]
    public async Task A_backfill_looks_back_so_many_days()
    {
        (await AskAsync("?days=7", (harvest, request) => harvest.BackfillAsync(request, _app.Durable, CancellationToken.None))).Status.ShouldBe(202);

        var (name, _, input) = _app.Durable.Started.ShouldHaveSingleItem();
        name.ShouldBe("HarvestChore");
        JsonSerializer.Deserialize<HarvestChore>(input, WorkerJson.Options)
            .ShouldBe(new HarvestChore(AppFixture.Workspace, HarvestChoreKind.Backfill, _app.Time.GetUtcNow().AddDays(-7)));
    }

    [Fact]
    public async Task Archived_logs_can_be_analysed_anew_since_a_day()
    {
        (await AskAsync("?since=2026-03-01&workspace=ACME", (harvest, request) => harvest.ReanalyzeAsync(request, _app.Durable, CancellationToken.None))).Status.ShouldBe(202);

        JsonSerializer.Deserialize<HarvestChore>(_app.Durable.Started.ShouldHaveSingleItem().Input, WorkerJson.Options)
            .ShouldBe(new HarvestChore(AppFixture.Workspace, HarvestChoreKind.Reanalyze, new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero)));
    }

    [Theory]
    [InlineData("?days=0", "'days' is a number from 1 to 60: Databricks keeps runs for 60 days.\n")]
    [InlineData("?days=61", "'days' is a number from 1 to 60: Databricks keeps runs for 60 days.\n")]
    [InlineData("", "'days' is a number from 1 to 60: Databricks keeps runs for 60 days.\n")]
    [InlineData("?days=1&workspace=mars", "There is no workspace 'mars'. There are acme.\n")]
    public async Task A_backfill_that_cannot_be_says_why(string query, string sentence)
    {
        (await AskAsync(query, (harvest, request) => harvest.BackfillAsync(request, _app.Durable, CancellationToken.None))).ShouldBe((400, sentence));
        _app.Durable.Started.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_day_that_is_none_is_said_to_be_so() =>
        (await AskAsync("?since=yesterday", (harvest, request) => harvest.ReanalyzeAsync(request, _app.Durable, CancellationToken.None)))
            .ShouldBe((400, "'since' is a day (UTC), like 2026-03-01.\n"));

    [Theory]
    [InlineData(DatabricksErrorKind.NotFound, 404, "No workspace has a run 77.\n")]
    [InlineData(DatabricksErrorKind.PermissionDenied, 502, "No. Let it view the jobs.\n")]
    public async Task A_run_that_cannot_be_taken_up_says_why(DatabricksErrorKind kind, int status, string sentence)
    {
        _app.Failure = new DatabricksException(kind, "No.", "Let it view the jobs.");

        (await AskAsync("?run=77", (harvest, request) => harvest.HarvestAsync(request, _app.Durable, CancellationToken.None))).ShouldBe((status, sentence));
        (await AskAsync("?run=x", (harvest, request) => harvest.HarvestAsync(request, _app.Durable, CancellationToken.None)))
            .ShouldBe((400, "'run' is the id of a job run, a number.\n"));
        _app.Durable.Started.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_became_of_a_run_can_be_asked()
    {
        (await AskAsync("?run=77", (harvest, request) => harvest.StatusAsync(request, _app.Durable, CancellationToken.None))).Status.ShouldBe(404);
        _app.Durable.Set("harvest-run-acme-77", OrchestrationRuntimeStatus.Completed, """[{"runId":"77","state":"Done"}]""");

        var (status, body) = await AskAsync("?run=77", (harvest, request) => harvest.StatusAsync(request, _app.Durable, CancellationToken.None));

        status.ShouldBe(200);
        body.ShouldContain("""
            "outcome":[{"runId":"77","state":"Done"}]
            """);
    }

    [Fact]
    public async Task The_status_tells_of_rounds_and_chores()
    {
        _app.Durable.Set("harvest-round-acme", OrchestrationRuntimeStatus.Completed, """{"found":3,"done":{"Harvested":2},"waiting":1}""");
        _app.Durable.Set("harvest-backfill-acme", OrchestrationRuntimeStatus.Running);

        var (_, body, _) = await Answers.OfAsync(request => _app.Get<ManageTriggers>().StatusAsync(request, _app.Durable, CancellationToken.None));

        var harvests = JsonDocument.Parse(body).RootElement.GetProperty("harvests").EnumerateArray().ToList();
        harvests.Select(harvest => (harvest.GetProperty("what").GetString(), harvest.GetProperty("status").GetString()))
            .ShouldBe([("Harvest", "Completed"), ("Backfill", "Running")]);
        harvests[0].GetProperty("outcome").GetProperty("done").GetProperty("Harvested").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task A_harvest_that_is_off_says_so()
    {
        using var app = new AppFixture(("Harvest:Enabled", "false"));

        var (status, body, _) = await Answers.OfAsync(request => app.Get<HarvestTriggers>().HarvestAsync(request, app.Durable, CancellationToken.None));

        (status, body).ShouldBe((400, "The harvest is switched off: set Harvest__Enabled to true.\n"));
    }

    private async Task<(int Status, string Body)> AskAsync(string query, Func<HarvestTriggers, HttpRequest, Task<IActionResult>> function)
    {
        var (status, body, _) = await Answers.OfAsync(request =>
        {
            request.QueryString = new QueryString(query);
            return function(_app.Get<HarvestTriggers>(), request);
        });
        return (status, body);
    }
}
