using DbxServerless.Collector.Collection.State;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Harvest;
using DbxServerless.Databricks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace DbxServerless.Functions.Harvest;

/// <summary>The steps of the harvest. They take and give references only, and may run more than once.</summary>
public sealed class HarvestActivities(HarvestEngine harvest, ILogger<HarvestActivities> logger)
{
    public const string PlanHarvest = "PlanHarvest";
    public const string ArchiveRun = "ArchiveRun";
    public const string DeliverRuns = "DeliverRuns";
    public const string PublishHarvest = "PublishHarvest";
    public const string DoHarvestChore = "DoHarvestChore";

    // So few that runs which end meanwhile need not wait for the whole of a backfill.
    private const int RoundSize = 200;

    /// <summary>Looks for runs that ended, and for what is due. What is due is told even when no more can be looked for.</summary>
    [Function(PlanHarvest)]
    public async Task<HarvestPlan> PlanAsync([ActivityTrigger] Scope workspace, CancellationToken cancellationToken)
    {
        using var about = About(workspace);
        var plan = new HarvestPlan(0, []);
        try
        {
            plan = plan with { Found = await harvest.DiscoverAsync(workspace, since: null, cancellationToken) };
        }
        catch (DatabricksException exception)
        {
            logger.NoMoreRuns(workspace.ToString(), exception.Reason, exception.Mend);
            plan = plan with { Problem = exception.Reason, Mend = exception.Mend };
        }
        catch (LostRaceException)
        {
            // Another process has just looked.
        }

        var due = await harvest.DueAsync(workspace, RoundSize, evenWaiting: false, cancellationToken);
        if (due.Count == 0)
            await harvest.PublishAsync(workspace, cancellationToken);
        return plan with { Runs = [.. due.Select(item => item.RunId)] };
    }

    [Function(ArchiveRun)]
    public async Task<HarvestStep> ArchiveAsync([ActivityTrigger] RunReference run, CancellationToken cancellationToken)
    {
        using var about = About(run.Workspace);
        return await harvest.ArchiveAsync(run.Workspace, run.RunId, report: null, cancellationToken);
    }

    [Function(DeliverRuns)]
    public async Task<HarvestStep[]> DeliverAsync([ActivityTrigger] ArchivedRuns archived, CancellationToken cancellationToken)
    {
        using var about = About(archived.Workspace);
        return [.. await harvest.DeliverAsync(archived.Workspace, archived.Runs, report: null, cancellationToken)];
    }

    [Function(PublishHarvest)]
    public async Task PublishAsync([ActivityTrigger] Scope workspace, CancellationToken cancellationToken)
    {
        using var about = About(workspace);
        await harvest.PublishAsync(workspace, cancellationToken);
    }

    /// <returns>How many runs it came upon.</returns>
    [Function(DoHarvestChore)]
    public async Task<int> DoChoreAsync([ActivityTrigger] HarvestChore chore, CancellationToken cancellationToken)
    {
        using var about = About(chore.Workspace);
        return chore.Kind switch
        {
            HarvestChoreKind.Backfill => await harvest.DiscoverAsync(chore.Workspace, chore.Since, cancellationToken),
            HarvestChoreKind.Reanalyze => await harvest.ReopenAsync(chore.Workspace, DateOnly.FromDateTime(chore.Since!.Value.UtcDateTime), cancellationToken),
            HarvestChoreKind.Retain => await harvest.RetainAsync(chore.Workspace, cancellationToken),
            _ => throw new InvalidOperationException($"There is no chore {chore.Kind}."),
        };
    }

    private IDisposable? About(Scope workspace) => logger.BeginScope(new Dictionary<string, object> { ["Scope"] = workspace.ToString() });
}
