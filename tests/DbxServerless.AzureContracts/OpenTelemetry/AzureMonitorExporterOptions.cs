using Azure.Core;

namespace Azure.Monitor.OpenTelemetry.Exporter;

public class AzureMonitorExporterOptions : ClientOptions
{
    public TokenCredential? Credential { get; set; }

    public float SamplingRatio { get; set; }

    public double? TracesPerSecond { get; set; }
}
