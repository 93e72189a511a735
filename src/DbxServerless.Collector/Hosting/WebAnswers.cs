using DbxServerless.Collector.Metrics;

namespace DbxServerless.Collector.Hosting;

/// <summary>What every host answers over HTTP. Only <c>/metrics</c> says something about the workspaces.</summary>
public sealed class WebAnswers(MetricsPage page)
{
    private const int Ok = 200;
    private const int BadRequest = 400;
    private const int Unavailable = 503;

    /// <summary><c>/healthz</c>: the process answers.</summary>
    public static HttpAnswer Healthy() => HttpAnswer.Text(Ok, "ok\n");

    /// <summary><c>/readyz</c></summary>
    /// <param name="isReady">Whether there is something to be seen on the page.</param>
    public static HttpAnswer Ready(bool isReady) => isReady
        ? HttpAnswer.Text(Ok, "ready\n")
        : HttpAnswer.Text(Unavailable, "the first collection is under way\n");

    /// <summary><c>/metrics</c></summary>
    /// <param name="accept">The header <c>Accept</c>.</param>
    /// <param name="acceptEncoding">The header <c>Accept-Encoding</c>.</param>
    /// <param name="names">The query parameter <c>names</c>: empty, or <c>sliding</c> for the names of sliding windows.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<HttpAnswer> MetricsAsync(string? accept, string? acceptEncoding, string? names, CancellationToken cancellationToken)
    {
        MetricNames? wanted = names switch
        {
            null or "" => MetricNames.Product,
            "sliding" => MetricNames.Sliding,
            _ => null,
        };
        if (wanted is null)
            return HttpAnswer.Text(BadRequest, "'names' can be 'sliding', or be left out.\n");
        var rendered = await page.RenderAsync(accept, MetricsPage.AcceptsGzip(acceptEncoding), wanted.Value, cancellationToken);
        return new HttpAnswer(Ok, rendered.ContentType, rendered.Length, rendered.WriteToAsync)
        {
            Headers = rendered.ContentEncoding is { } encoding
                ? [("Vary", "Accept, Accept-Encoding"), ("Content-Encoding", encoding)]
                : [("Vary", "Accept, Accept-Encoding")],
        };
    }
}
