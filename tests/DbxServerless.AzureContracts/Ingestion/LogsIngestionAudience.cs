namespace Azure.Monitor.Ingestion;

public readonly struct LogsIngestionAudience
{
    public LogsIngestionAudience(string value)
    {
    }
}
