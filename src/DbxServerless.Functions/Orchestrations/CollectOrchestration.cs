using DbxServerless.Collector.Collection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DbxServerless.Functions.Orchestrations;

/// <summary>Collects one schedule group of one scope: an activity for each dataset, all at the same time, none in the way of another.</summary>
public static class CollectOrchestration
{
    public const string Name = "Collect";

    [Function(Name)]
    public static async Task<IReadOnlyList<PassSummary>> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var request = context.GetInput<CollectRequest>()!;
        var summaries = await Task.WhenAll(request.Passes.Select(pass => CollectAsync(context, pass)));
        await context.CallActivityAsync(CollectActivities.PublishScope, request.Scope, Retries.OfActivities);
        return summaries;
    }

    private static async Task<PassSummary> CollectAsync(TaskOrchestrationContext context, PlannedPass pass)
    {
        try
        {
            return await context.CallActivityAsync<PassSummary>(CollectActivities.CollectDataset, pass, Retries.OfActivities);
        }
        catch (TaskFailedException exception)
        {
            return PassSummary.Of(pass, exception.FailureDetails.ErrorMessage);
        }
    }
}
