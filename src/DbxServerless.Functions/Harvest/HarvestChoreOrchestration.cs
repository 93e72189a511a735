using DbxServerless.Functions.Orchestrations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DbxServerless.Functions.Harvest;

/// <summary>Runs one <see cref="HarvestChore"/>.</summary>
public static class HarvestChoreOrchestration
{
    public const string Name = "HarvestChore";

    /// <returns>How many runs it came upon.</returns>
    [Function(Name)]
    public static Task<int> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        context.CallActivityAsync<int>(HarvestActivities.DoHarvestChore, context.GetInput<HarvestChore>(), Retries.OfActivities);
}
