using Microsoft.Extensions.DependencyInjection;

namespace DbxServerless.Collector.Harvest;

/// <summary>Registers the harvest.</summary>
public static class HarvestServices
{
    /// <summary>Adds <see cref="HarvestEngine"/> and <see cref="HarvestLoop"/>, over what the collection stands on.</summary>
    public static IServiceCollection AddHarvest(this IServiceCollection services) => services
        .AddSingleton<HarvestEngine>()
        .AddSingleton<HarvestLoop>();
}
