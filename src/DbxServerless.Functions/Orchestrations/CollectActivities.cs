using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace DbxServerless.Functions.Orchestrations;

/// <summary>The steps of the orchestrations. They may run more than once: the engine's conditional commit makes that harmless.</summary>
public sealed class CollectActivities(CollectionEngine engine, ILogger<CollectActivities> logger)
{
    public const string CollectDataset = "CollectDataset";
    public const string PublishScope = "PublishScope";
    public const string RetryScope = "RetryScope";

    [Function(CollectDataset)]
    public async Task<PassSummary> CollectDatasetAsync([ActivityTrigger] PlannedPass pass, CancellationToken cancellationToken)
    {
        using var about = logger.BeginScope(new Dictionary<string, object> { ["Dataset"] = pass.Dataset, ["Scope"] = pass.Scope.ToString() });
        return PassSummary.Of(await engine.CollectAsync(pass, cancellationToken));
    }

    [Function(PublishScope)]
    public async Task PublishScopeAsync([ActivityTrigger] Scope scope, CancellationToken cancellationToken)
    {
        using var about = About(scope);
        await engine.PublishScopeAsync(scope, cancellationToken);
    }

    [Function(RetryScope)]
    public async Task<PassSummary[]> RetryScopeAsync([ActivityTrigger] Scope scope, CancellationToken cancellationToken)
    {
        using var about = About(scope);
        return [.. (await engine.RetryNotAssessedAsync(scope, cancellationToken)).Select(PassSummary.Of)];
    }

    private IDisposable? About(Scope scope) => logger.BeginScope(new Dictionary<string, object> { ["Scope"] = scope.ToString() });
}
