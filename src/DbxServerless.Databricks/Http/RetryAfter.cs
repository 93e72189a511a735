using System.Net.Http.Headers;

namespace DbxServerless.Databricks;

/// <summary>How long a server asks us to wait: <c>Retry-After</c> in seconds or as a date, else google.rpc.RetryInfo.</summary>
internal static class RetryAfter
{
    public static TimeSpan? From(HttpResponseHeaders headers, ErrorBody body, DateTimeOffset now)
    {
        var delay = headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - now,
            _ => body.RetryDelay,
        };
        return delay < TimeSpan.Zero ? TimeSpan.Zero : delay;
    }
}
