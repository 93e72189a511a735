namespace DbxServerless.Azure.Settings;

/// <summary>A data collection rule.</summary>
public sealed class RuleOptions
{
    /// <summary>Its logs ingestion endpoint: <c>https://….ingest.monitor.azure.com</c>.</summary>
    public string Endpoint { get; set; } = "";

    /// <summary><c>dcr-</c> and 32 hex digits.</summary>
    public string ImmutableId { get; set; } = "";

    /// <summary>The tables that it takes, without <c>_CL</c>, with commas between.</summary>
    public string Tables { get; set; } = "";

    internal IEnumerable<string> TableNames => Tables.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
