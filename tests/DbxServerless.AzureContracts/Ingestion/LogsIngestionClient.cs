using Azure.Core;

namespace Azure.Monitor.Ingestion;

public class LogsIngestionClient
{
    public LogsIngestionClient(Uri endpoint, TokenCredential credential, LogsIngestionClientOptions options)
    {
    }

    protected LogsIngestionClient()
    {
    }

    public virtual Task<Response> UploadAsync(
        string ruleId, string streamName, RequestContent content, string? contentEncoding = null, RequestContext? context = null) => default!;
}
