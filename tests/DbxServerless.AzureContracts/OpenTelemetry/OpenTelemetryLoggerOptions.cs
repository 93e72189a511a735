namespace OpenTelemetry.Logs;

public class OpenTelemetryLoggerOptions
{
    public bool IncludeScopes { get; set; }
}
