using DbxServerless.Collector.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DbxServerless.Standalone.Hosting;

/// <summary>What is served over HTTP. Only <c>/metrics</c> says something about the workspaces.</summary>
internal sealed class WebEndpoints(WebAnswers answers, BearerGate gate, Func<bool> isReady)
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
        app.MapGet("/", context => WriteAsync(context, HttpAnswer.Text(StatusCodes.Status200OK, Home, "text/html; charset=utf-8")));
        app.MapGet("/healthz", context => WriteAsync(context, WebAnswers.Healthy()));
        app.MapGet("/readyz", context => WriteAsync(context, WebAnswers.Ready(isReady())));
        app.MapGet("/metrics", MetricsAsync);
    }

    private async Task MetricsAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if (!gate.Allows(request))
        {
            response.Headers.WWWAuthenticate = "Bearer";
            await WriteAsync(context, HttpAnswer.Text(
                StatusCodes.Status401Unauthorized, "Send the token of the setting Web__MetricsToken as 'Authorization: Bearer …'.\n"));
            return;
        }

        await WriteAsync(context, await answers.MetricsAsync(
            request.Headers.Accept, request.Headers.AcceptEncoding, request.Query["names"], context.RequestAborted));
    }

    private static Task WriteAsync(HttpContext context, HttpAnswer answer)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Length;
        foreach (var (name, value) in answer.Headers)
            response.Headers[name] = value;
        return answer.WriteAsync(response.BodyWriter, context.RequestAborted);
    }
}
