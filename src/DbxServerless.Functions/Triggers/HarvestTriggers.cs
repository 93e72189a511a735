using System.Globalization;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Harvest;
using DbxServerless.Databricks;
using DbxServerless.Functions.Harvest;
using DbxServerless.Functions.Orchestrations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace DbxServerless.Functions.Triggers;

/// <summary>The harvest by hand, behind a function key. <c>workspace=NAME</c> narrows each to one workspace.</summary>
public sealed class HarvestTriggers(HarvestStarter starter, HarvestEngine harvest, TimeProvider time)
{
    // Databricks keeps runs for so long.
    private const int MostDays = 60;

    /// <summary>
    /// <c>POST /manage/harvest</c>: looks for finished runs now. <c>?run=ID</c>: harvests this run now, even if it was harvested before.
    /// </summary>
    [Function("ManageHarvest")]
    public Task<IActionResult> HarvestAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "manage/harvest")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => WithWorkspacesAsync(request, async workspaces =>
        {
            if (!request.Query.ContainsKey("run"))
                return await StartAsync(workspaces, HarvestOrchestration.Name, workspace => starter.StartAsync(client, workspace, cancellationToken));
            var run = request.Query["run"].ToString();
            return IsRun(run) ? await HarvestRunAsync(client, workspaces, run, cancellationToken) : Wrong("'run' is the id of a job run, a number.");
        });

    /// <summary><c>GET /manage/harvest?run=ID</c>: what became of a run that was asked for.</summary>
    [Function("ManageHarvestStatus")]
    public Task<IActionResult> StatusAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "manage/harvest")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => WithWorkspacesAsync(request, async workspaces =>
        {
            var run = request.Query["run"].ToString();
            if (!IsRun(run))
                return Wrong("'run' is the id of a job run, a number.");
            foreach (var workspace in workspaces)
            {
                if (await client.GetInstanceAsync(HarvestStarter.InstanceOf(workspace, run), getInputsAndOutputs: true, cancellationToken) is { } found)
                    return AnswerResult.Json(StatusCodes.Status200OK, HarvestStatus.Of(workspace, run, found));
            }

            return AnswerResult.Sentence(StatusCodes.Status404NotFound, $"Nobody asked for the run {run} within the last days. POST the same address to do so.");
        });

    /// <summary><c>POST /manage/backfill?days=N</c>: harvests runs that ended in the last days, also those that could not be read; those that end now come first.</summary>
    [Function("ManageBackfill")]
    public Task<IActionResult> BackfillAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "manage/backfill")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => WithWorkspacesAsync(request, async workspaces =>
        {
            if (!int.TryParse(request.Query["days"], NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days is < 1 or > MostDays)
                return Wrong($"'days' is a number from 1 to {MostDays}: Databricks keeps runs for {MostDays} days.");
            return await StartChoreAsync(client, workspaces, HarvestChoreKind.Backfill, time.GetUtcNow().AddDays(-days), cancellationToken);
        });

    /// <summary><c>POST /manage/reanalyze?since=YYYY-MM-DD</c>: runs today's rules over the archived logs of runs that ended since. Downloads nothing.</summary>
    [Function("ManageReanalyze")]
    public Task<IActionResult> ReanalyzeAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "manage/reanalyze")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => WithWorkspacesAsync(request, async workspaces =>
        {
            if (!DateOnly.TryParseExact(request.Query["since"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var since))
                return Wrong("'since' is a day (UTC), like 2026-03-01.");
            return await StartChoreAsync(
                client, workspaces, HarvestChoreKind.Reanalyze, new DateTimeOffset(since.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero), cancellationToken);
        });

    private static bool IsRun(string run) => run.Length > 0 && run.All(char.IsAsciiDigit);

    private static AnswerResult Wrong(string sentence) => AnswerResult.Sentence(StatusCodes.Status400BadRequest, sentence);

    private static async Task<IActionResult> StartAsync(IEnumerable<Scope> workspaces, string what, Func<Scope, Task<StartOutcome>> start)
    {
        var started = new List<StartedHarvest>();
        foreach (var workspace in workspaces)
            started.Add(new StartedHarvest(workspace.Name, what, await start(workspace)));
        return AnswerResult.Json(StatusCodes.Status202Accepted, started);
    }

    private Task<IActionResult> StartChoreAsync(
        DurableTaskClient client, IEnumerable<Scope> workspaces, HarvestChoreKind kind, DateTimeOffset since, CancellationToken cancellationToken) =>
        StartAsync(workspaces, kind.ToString(), workspace => starter.StartAsync(client, new HarvestChore(workspace, kind, since), cancellationToken));

    private async Task<IActionResult> WithWorkspacesAsync(HttpRequest request, Func<IReadOnlyList<Scope>, Task<IActionResult>> answer)
    {
        if (harvest.Workspaces.Count == 0)
            return Wrong("The harvest is switched off: set Harvest__Enabled to true.");
        var name = request.Query["workspace"].ToString();
        List<Scope> workspaces = [.. harvest.Workspaces.Where(workspace => name.Length == 0 || workspace.Name.Equals(name, StringComparison.OrdinalIgnoreCase))];
        return workspaces.Count == 0
            ? Wrong($"There is no workspace '{name}'. There are {string.Join(", ", harvest.Workspaces.Select(workspace => workspace.Name))}.")
            : await answer(workspaces);
    }

    private async Task<IActionResult> HarvestRunAsync(DurableTaskClient client, IReadOnlyList<Scope> workspaces, string run, CancellationToken cancellationToken)
    {
        foreach (var workspace in workspaces)
        {
            try
            {
                await harvest.TakeUpAsync(workspace, run, cancellationToken);
                return await StartAsync([workspace], run, taken => starter.StartAsync(client, taken, run, cancellationToken));
            }
            catch (DatabricksException exception) when (exception.Kind == DatabricksErrorKind.NotFound)
            {
                // It may be another workspace's.
            }
            catch (DatabricksException exception)
            {
                return AnswerResult.Sentence(StatusCodes.Status502BadGateway, $"{exception.Reason} {exception.Mend}".TrimEnd());
            }
            catch (InvalidOperationException exception)
            {
                return AnswerResult.Sentence(StatusCodes.Status409Conflict, exception.Message);
            }
        }

        return AnswerResult.Sentence(StatusCodes.Status404NotFound, $"No workspace has a run {run}.");
    }
}
