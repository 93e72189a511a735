using DbxServerless.Collector.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DbxServerless.Standalone.Hosting;

/// <summary>What is served over HTTP. Only <c>/metrics</c> says something about the workspaces.</summary>
internal sealed class WebEndpoints(MetricsPage page, BearerGate gate, Func<bool> isReady)
{
    private const string Home =
        """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>DbxServerless</title></head>
        <body>
        <h1>DbxServerless</h1>
        <ul>
        <li><a href="/metrics">/metrics</a>: what was collected, for Prometheus</li>
        <li><a href="/metrics?names=sliding">/metrics?names=sliding</a>: the same under the names of sliding windows</li>
        <li><a href="/healthz">/healthz</a>: whether this process answers</li>
        <li><a href="/readyz">/readyz</a>: whether it has collected everything once</li>
        </ul>
        </body></html>

        """;

    public void Map(WebApplication app)
    {
        app.MapGet("/", context => TextAsync(context, StatusCodes.Status200OK, "text/html; charset=utf-8", Home));
        app.MapGet("/healthz", context => TextAsync(context, StatusCodes.Status200OK, "text/plain", "ok\n"));
        app.MapGet("/readyz", context => isReady()
            ? TextAsync(context, StatusCodes.Status200OK, "text/plain", "ready\n")
            : TextAsync(context, StatusCodes.Status503ServiceUnavailable, "text/plain", "the first collection is under way\n"));
        app.MapGet("/metrics", MetricsAsync);
    }

    private async Task MetricsAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if (!gate.Allows(request))
        {
            response.Headers.WWWAuthenticate = "Bearer";
            await TextAsync(context, StatusCodes.Status401Unauthorized, "text/plain", "Send the token of the setting Web__MetricsToken as 'Authorization: Bearer …'.\n");
            return;
        }

        MetricNames? names = request.Query["names"].ToString() switch
        {
            "" => MetricNames.Product,
            "sliding" => MetricNames.Sliding,
            _ => null,
        };
        if (names is null)
        {
            await TextAsync(context, StatusCodes.Status400BadRequest, "text/plain", "'names' can be 'sliding', or be left out.\n");
            return;
        }

        var rendered = await page.RenderAsync(
            request.Headers.Accept, MetricsPage.AcceptsGzip(request.Headers.AcceptEncoding), names.Value, context.RequestAborted);
        response.ContentType = rendered.ContentType;
        response.ContentLength = rendered.Length;
        response.Headers.Vary = "Accept, Accept-Encoding";
        if (rendered.ContentEncoding is { } encoding)
            response.Headers.ContentEncoding = encoding;
        await rendered.WriteToAsync(response.BodyWriter, context.RequestAborted);
    }

    private static Task TextAsync(HttpContext context, int status, string contentType, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
