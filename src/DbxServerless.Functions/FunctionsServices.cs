using System.Text.Json;
using DbxServerless.Azure;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Harvest;
using DbxServerless.Collector.Metrics;
using DbxServerless.Collector.Settings;
using DbxServerless.Functions.Harvest;
using DbxServerless.Functions.Orchestrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DbxServerless.Functions;

/// <summary>Registers all that the functions use.</summary>
public static class FunctionsServices
{
    public static IServiceCollection AddDbxServerlessFunctions(this IServiceCollection services, IConfiguration configuration) => services
        .AddDbxServerlessOptions(configuration)
        .AddDbxServerlessAzure(configuration)
        .AddDbxServerlessMetrics()
        .AddCollection()
        .AddHarvest()
        .AddSingleton<InstanceStarter>()
        .AddSingleton<CollectionStarter>()
        .AddSingleton<HarvestStarter>()
        .Configure<JsonSerializerOptions>(OrchestrationJson.Configure);
}
