namespace DbxServerless.Azure.Settings;

/// <summary>The storage account of the collector. What is not set is taken from the account of the Functions host (<c>AzureWebJobsStorage…</c>).</summary>
public sealed class StorageOptions
{
    /// <summary>For the emulator (<c>UseDevelopmentStorage=true</c>); in Azure the identity is used.</summary>
    public string? ConnectionString { get; set; }

    /// <summary><c>https://ACCOUNT.blob.core.windows.net</c></summary>
    public string? BlobEndpoint { get; set; }

    /// <summary><c>https://ACCOUNT.table.core.windows.net</c></summary>
    public string? TableEndpoint { get; set; }

    /// <summary>Container of all blobs.</summary>
    public string Container { get; set; } = "dbxserverless";

    /// <summary>Table of all state.</summary>
    public string Table { get; set; } = "dbxserverless";
}
