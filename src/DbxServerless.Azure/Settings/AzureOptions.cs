namespace DbxServerless.Azure.Settings;

/// <summary>Settings of the app in Azure, next to those of the collector.</summary>
public sealed class AzureOptions
{
    /// <summary>Where state, snapshots and archives are kept (<c>Storage__…</c>).</summary>
    public StorageOptions Storage { get; set; } = new();

    /// <summary>Where records go, by name; <c>default</c> takes those of workspaces that name none (<c>Sinks__default__Rules__0__Endpoint</c> …).</summary>
    public IDictionary<string, SinkOptions> Sinks { get; set; } = new Dictionary<string, SinkOptions>(StringComparer.OrdinalIgnoreCase);
}
