using DbxServerless.Collector.Collection.Scheduling;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Settings;
using DbxServerless.Collector.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DbxServerless.Collector.Collection;

/// <summary>Registers the engine.</summary>
public static class CollectionServices
{
    /// <summary>
    /// Adds the engine, its plan of scopes and its scheduler. The host adds what they stand on: the options, <c>IStateStore</c>,
    /// <c>IBlobStore</c>, <see cref="IRecordSinks"/> and <c>ISnapshotPublisher</c>.
    /// </summary>
    public static IServiceCollection AddCollection(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(DatasetCatalog.Product);
        services.TryAddSingleton<IWorkspaceClients>(provider => new WorkspaceClients(
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>(), provider.GetRequiredService<IStateStore>()));
        services.TryAddSingleton(provider => new ScopePlan(provider.GetRequiredService<IOptions<CollectorOptions>>().Value));
        services.TryAddSingleton<CollectionEngine>();
        services.TryAddSingleton<CollectionScheduler>();
        return services;
    }
}
