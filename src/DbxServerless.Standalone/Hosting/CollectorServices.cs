using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Harvest;
using DbxServerless.Collector.Metrics;
using DbxServerless.Collector.Settings;
using DbxServerless.Collector.Storage;
using DbxServerless.Collector.Storage.Files;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DbxServerless.Standalone.Hosting;

/// <summary>The collector over a folder.</summary>
internal static class CollectorServices
{
    public static ServiceProvider New(CollectorPlan plan) => Of(plan).BuildServiceProvider();

    /// <summary>The same before it is built, for who puts something else into a place.</summary>
    public static IServiceCollection Of(CollectorPlan plan)
    {
        var state = Path.Combine(plan.Data.FullName, "state");
        return new ServiceCollection()
            .AddLogging(logging => logging.ClearProviders().AddProvider(new SentenceLogger(plan.Time)))
            .AddSingleton(plan.Time)
            // Time limits and tokens of connections belong to the real clock, also when the collector's runs faster.
            .AddSingleton<IWorkspaceClients>(services => new WorkspaceClients(TimeProvider.System, services.GetRequiredService<ILoggerFactory>()))
            .AddSingleton<IStateStore>(_ => new FileStateStore(Path.Combine(state, "entities")))
            .AddSingleton<IBlobStore>(_ => new FileBlobStore(Path.Combine(state, "blobs")))
            .AddSingleton<IRecordSinks>(new FolderSinks(plan.Data.FullName))
            .AddDbxServerlessOptions(plan.Settings)
            .AddDbxServerlessMetrics()
            .AddCollection()
            .AddHarvest();
    }
}
