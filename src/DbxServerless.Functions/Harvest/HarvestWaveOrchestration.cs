using DbxServerless.Collector.Harvest;
using DbxServerless.Functions.Orchestrations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DbxServerless.Functions.Harvest;

/// <summary>Archives the logs of some runs, a bounded number at the same time, and delivers what is archived.</summary>
public static class HarvestWaveOrchestration
{
    public const string Name = "HarvestWave";

    [Function(Name)]
    public static async Task<HarvestStep[]> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var wave = context.GetInput<HarvestWave>()!;
        var lanes = Math.Max(1, wave.Concurrent);
        var steps = (await Task.WhenAll(Enumerable.Range(0, lanes).Select(lane => ArchiveAsync(context, wave, lane, lanes)))).SelectMany(taken => taken).ToList();
        var archived = steps.Where(step => step is { State: HarvestState.Archived, Continues: true }).ToList();
        if (archived.Count == 0)
            return [.. steps];
        var delivered = await context.CallActivityAsync<HarvestStep[]>(
            HarvestActivities.DeliverRuns, new ArchivedRuns(wave.Workspace, [.. archived.Select(step => step.RunId)]), Retries.OfActivities);
        return [.. steps.Except(archived), .. delivered];
    }

    /// <summary>Takes every <paramref name="lanes"/>th run, one after the other.</summary>
    private static async Task<IReadOnlyList<HarvestStep>> ArchiveAsync(TaskOrchestrationContext context, HarvestWave wave, int lane, int lanes)
    {
        var steps = new List<HarvestStep>();
        for (var number = lane; number < wave.Runs.Count; number += lanes)
        {
            try
            {
                steps.Add(await context.CallActivityAsync<HarvestStep>(
                    HarvestActivities.ArchiveRun, new RunReference(wave.Workspace, wave.Runs[number]), Retries.OfActivities));
            }
            catch (TaskFailedException)
            {
                // What goes wrong with a run is in its step. Here the process ended again and again; the run stays open for the next round.
            }
        }

        return steps;
    }
}
