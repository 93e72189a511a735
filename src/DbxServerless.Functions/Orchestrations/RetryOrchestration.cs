using DbxServerless.Collector.Datasets;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DbxServerless.Functions.Orchestrations;

/// <summary>Collects of one scope what the identity could not read last time: a grant shows within minutes.</summary>
public static class RetryOrchestration
{
    public const string Name = "RetryNotAssessed";

    [Function(Name)]
    public static async Task<IReadOnlyList<PassSummary>> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        await context.CallActivityAsync<PassSummary[]>(CollectActivities.RetryScope, context.GetInput<Scope>());
}
