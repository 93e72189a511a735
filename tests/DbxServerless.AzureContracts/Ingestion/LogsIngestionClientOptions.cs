using Azure.Core;

namespace Azure.Monitor.Ingestion;

public class LogsIngestionClientOptions : ClientOptions
{
    public LogsIngestionClientOptions(ServiceVersion version = ServiceVersion.V2023_01_01)
    {
    }

    public LogsIngestionAudience? Audience { get; set; }

    public enum ServiceVersion
    {
        V2023_01_01 = 1,
    }
}
