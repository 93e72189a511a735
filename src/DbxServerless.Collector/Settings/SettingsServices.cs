using DbxServerless.Collector.Datasets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace DbxServerless.Collector.Settings;

/// <summary>Registers the settings.</summary>
public static class SettingsServices
{
    /// <summary>
    /// Adds <see cref="CollectorOptions"/>, read from configuration and validated at start: a wrong setting stops the start with an
    /// <see cref="OptionsValidationException"/> whose failures are a sentence each.
    /// </summary>
    public static IServiceCollection AddDbxServerlessOptions(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(DatasetCatalog.Product);
        services.AddSingleton<IValidateOptions<CollectorOptions>, CollectorOptionsValidator>();
        services.AddOptions<CollectorOptions>().Configure(options => SettingsReader.Read(configuration, options)).ValidateOnStart();
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<CollectorOptions>>().Value);
        return services;
    }
}
