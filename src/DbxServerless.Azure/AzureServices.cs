using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using DbxServerless.Azure.Ingestion;
using DbxServerless.Azure.Settings;
using DbxServerless.Azure.Storage;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Settings;
using DbxServerless.Collector.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace DbxServerless.Azure;

/// <summary>Registers storage and sinks in Azure.</summary>
public static class AzureServices
{
    /// <summary>
    /// Adds <see cref="IStateStore"/>, <see cref="IBlobStore"/>, <see cref="IRecordSinks"/> and the identity that they use. Their settings
    /// (<see cref="AzureOptions"/>) are validated at start, next to those of the collector.
    /// </summary>
    public static IServiceCollection AddDbxServerlessAzure(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(DatasetCatalog.Product);
        services.AddSingleton<IValidateOptions<AzureOptions>>(provider =>
            new AzureOptionsValidator(provider.GetRequiredService<DatasetCatalog>(), SettingsReader.Read(configuration)));
        services.AddOptions<AzureOptions>().Configure(options => AzureSettings.Read(configuration, options)).ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => NewCredential(configuration));
        services.AddSingleton<IBlobStore>(provider => new AzureBlobStore(NewContainer(StorageOf(provider), provider)));
        services.AddSingleton<IStateStore>(provider => NewStates(StorageOf(provider), provider));
        services.AddSingleton<IRecordSinks, RecordSinks>();
        return services;
    }

    /// <summary>The app's identity: its managed identity in Azure, whoever is signed in on a developer's machine.</summary>
    public static TokenCredential NewCredential(IConfiguration configuration) => new DefaultAzureCredential(new DefaultAzureCredentialOptions
    {
        ManagedIdentityClientId = AzureSettings.ClientIdOf(configuration),
    });

    private static StorageOptions StorageOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<AzureOptions>>().Value.Storage;

    private static BlobContainerClient NewContainer(StorageOptions storage, IServiceProvider provider) => string.IsNullOrWhiteSpace(storage.ConnectionString)
        ? new BlobContainerClient(Address(storage.BlobEndpoint, storage.Container), provider.GetRequiredService<TokenCredential>())
        : new BlobContainerClient(storage.ConnectionString, storage.Container);

    private static TableStateStore NewStates(StorageOptions storage, IServiceProvider provider) => string.IsNullOrWhiteSpace(storage.ConnectionString)
        ? new TableStateStore(
            new TableClient(new Uri(storage.TableEndpoint!), storage.Table, provider.GetRequiredService<TokenCredential>()), Address(storage.TableEndpoint, storage.Table).ToString())
        : new TableStateStore(new TableClient(storage.ConnectionString, storage.Table), storage.Table);

    private static Uri Address(string? endpoint, string name) => new($"{endpoint!.TrimEnd('/')}/{name}");
}
