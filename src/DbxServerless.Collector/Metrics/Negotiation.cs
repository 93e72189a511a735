using System.Net.Http.Headers;

namespace DbxServerless.Collector.Metrics;

/// <summary>Chooses the format that the client likes best; a client that names none that we have gets text format 0.0.4.</summary>
internal static class Negotiation
{
    private const string Prometheus = "text/plain; version=0.0.4; charset=utf-8";

    public static (TextFormat Format, string ContentType) Format(string? accept)
    {
        var best = (Format: TextFormat.Prometheus, ContentType: Prometheus, Quality: 0.0);
        foreach (var range in Ranges(accept))
        {
            var quality = range.Quality ?? 1;
            if (quality > best.Quality && Offer(range) is var (format, contentType))
                best = (format, contentType, quality);
        }

        return (best.Format, best.ContentType);
    }

    public static bool AcceptsGzip(string? acceptEncoding)
    {
        using var request = new HttpRequestMessage();
        request.Headers.TryAddWithoutValidation("Accept-Encoding", acceptEncoding ?? "");
        var encodings = request.Headers.AcceptEncoding;
        var named = encodings.FirstOrDefault(encoding => encoding.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase))
            ?? encodings.FirstOrDefault(encoding => encoding.Value == "*");
        return named is not null && (named.Quality ?? 1) > 0;
    }

    private static (TextFormat Format, string ContentType)? Offer(MediaTypeWithQualityHeaderValue range)
    {
        var version = range.Parameters.FirstOrDefault(parameter => parameter.Name.Equals("version", StringComparison.OrdinalIgnoreCase))?.Value?.Trim('"');
        return (range.MediaType?.ToLowerInvariant(), version) switch
        {
            ("application/openmetrics-text", null or "1.0.0" or "0.0.1") =>
                (TextFormat.OpenMetrics, $"application/openmetrics-text; version={version ?? "1.0.0"}; charset=utf-8"),
            ("text/plain", null or "0.0.4") or ("text/*", _) or ("*/*", _) => (TextFormat.Prometheus, Prometheus),
            _ => null,
        };
    }

    private static HttpHeaderValueCollection<MediaTypeWithQualityHeaderValue> Ranges(string? accept)
    {
        using var request = new HttpRequestMessage();
        request.Headers.TryAddWithoutValidation("Accept", accept ?? "");
        return request.Headers.Accept;
    }
}
