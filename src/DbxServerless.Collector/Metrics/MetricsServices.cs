using DbxServerless.Collector.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace DbxServerless.Collector.Metrics;

/// <summary>Registers what <c>/metrics</c> needs.</summary>
public static class MetricsServices
{
    /// <summary>Adds <see cref="WebAnswers"/>, <see cref="MetricsPage"/>, <see cref="SnapshotStore"/> and <see cref="ISnapshotPublisher"/> over the host's stores and clock.</summary>
    public static IServiceCollection AddDbxServerlessMetrics(this IServiceCollection services) => services
        .AddSingleton<SnapshotStore>()
        .AddSingleton<ISnapshotPublisher>(provider => provider.GetRequiredService<SnapshotStore>())
        .AddSingleton<MetricsPage>()
        .AddSingleton<WebAnswers>();
}
