using DbxServerless.Collector.Harvest;
using DbxServerless.Functions.Orchestrations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DbxServerless.Functions.Harvest;

/// <summary>One round of the harvest of a workspace: looks for runs that ended, and takes those that are due through the steps, wave by wave.</summary>
public static class HarvestOrchestration
{
    public const string Name = "Harvest";

    // One commit, and a history that stays small.
    private const int WaveSize = 25;

    [Function(Name)]
    public static async Task<HarvestSummary> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var request = context.GetInput<HarvestRequest>()!;
        var plan = await context.CallActivityAsync<HarvestPlan>(HarvestActivities.PlanHarvest, request.Workspace, Retries.OfActivities);
        var steps = new List<HarvestStep>();
        foreach (var runs in plan.Runs.Chunk(WaveSize))
            steps.AddRange(await RunAsync(context, new HarvestWave(request.Workspace, runs, request.Concurrent)));
        if (plan.Runs.Count > 0)
            await context.CallActivityAsync(HarvestActivities.PublishHarvest, request.Workspace, Retries.OfActivities);
        return HarvestSummary.Of(plan, steps);
    }

    private static async Task<IReadOnlyList<HarvestStep>> RunAsync(TaskOrchestrationContext context, HarvestWave wave)
    {
        try
        {
            return await context.CallSubOrchestratorAsync<HarvestStep[]>(HarvestWaveOrchestration.Name, wave);
        }
        catch (TaskFailedException)
        {
            // Its runs stay open for the next round; the other waves go on.
            return [];
        }
    }
}
