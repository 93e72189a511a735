using Azure.Monitor.Ingestion;

namespace DbxServerless.Azure.Ingestion;

/// <summary>A data collection rule that takes the streams of some tables, and since when it must be left alone.</summary>
internal sealed class IngestionRule(LogsIngestionClient client, Uri endpoint, string immutableId, string setting)
{
    public LogsIngestionClient Client => client;

    public Uri Endpoint => endpoint;

    /// <summary><c>dcr-…</c></summary>
    public string ImmutableId => immutableId;

    /// <summary>How the names of its settings begin, for messages.</summary>
    public string Setting => setting;

    /// <summary>Until when the service asked to be left alone.</summary>
    public DateTimeOffset NotBefore { get; set; }

    /// <summary>The stream of a table, given without <c>_CL</c>.</summary>
    public static string StreamOf(string table) => $"Custom-{table}_CL";
}
