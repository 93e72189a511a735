using Microsoft.Extensions.Configuration;

namespace DbxServerless.Azure.Settings;

/// <summary>Reads <see cref="AzureOptions"/> from configuration.</summary>
internal static class AzureSettings
{
    // The account that the Functions host itself needs: a connection string, an account name, or an address for each service.
    private const string HostStorage = "AzureWebJobsStorage";

    /// <summary>Client id of the identity, where the app has several.</summary>
    public static string? ClientIdOf(IConfiguration configuration) => Value(configuration["AZURE_CLIENT_ID"]) ?? Value(configuration[$"{HostStorage}:clientId"]);

    public static void Read(IConfiguration configuration, AzureOptions options)
    {
        configuration.GetSection(nameof(options.Storage)).Bind(options.Storage);
        configuration.GetSection(nameof(options.Sinks)).Bind(options.Sinks);
        var storage = options.Storage;
        if (Value(storage.ConnectionString) is not null || Value(storage.BlobEndpoint) is not null || Value(storage.TableEndpoint) is not null)
            return;
        storage.ConnectionString = Value(configuration[HostStorage]);
        storage.BlobEndpoint = Endpoint("blob");
        storage.TableEndpoint = Endpoint("table");

        string? Endpoint(string service) => Value(configuration[$"{HostStorage}:{service}ServiceUri"])
            ?? (Value(configuration[$"{HostStorage}:accountName"]) is { } account ? $"https://{account}.{service}.core.windows.net" : null);
    }

    private static string? Value(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
