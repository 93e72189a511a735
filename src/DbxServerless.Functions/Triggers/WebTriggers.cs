using DbxServerless.Collector.Hosting;
using DbxServerless.Collector.Metrics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace DbxServerless.Functions.Triggers;

/// <summary>The page for Prometheus, behind a function key, and the two probes, which anyone may ask.</summary>
public sealed class WebTriggers(WebAnswers answers, MetricsPage page, ILogger<WebTriggers> logger)
{
    [Function("Metrics")]
    public async Task<IActionResult> MetricsAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "metrics")] HttpRequest request) =>
        new AnswerResult(await answers.MetricsAsync(
            request.Headers.Accept, request.Headers.AcceptEncoding, request.Query["names"], request.HttpContext.RequestAborted));

    [Function("Healthz")]
    public IActionResult Healthz([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "healthz")] HttpRequest request) => new AnswerResult(WebAnswers.Healthy());

    [Function("Readyz")]
    public async Task<IActionResult> ReadyzAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "readyz")] HttpRequest request) =>
        new AnswerResult(WebAnswers.Ready(await HasMetricsAsync(request.HttpContext.RequestAborted)));

    private async Task<bool> HasMetricsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await page.RenderAsync(null, gzip: false, MetricNames.Product, cancellationToken)).Length > 0;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whoever asks without a key learns nothing about the storage.
            logger.NotReady(exception.Message);
            return false;
        }
    }
}
