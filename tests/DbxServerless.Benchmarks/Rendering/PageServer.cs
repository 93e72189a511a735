using DbxServerless.Collector.Metrics;
using DbxServerless.Collector.Storage.Files;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DbxServerless.Benchmarks.Rendering;

/// <summary>Our page behind Kestrel, over files, as a process of its own: <c>rendering --serve PORT SERIES</c>.</summary>
internal static class PageServer
{
    public static async Task<int> RunAsync(int port, int series)
    {
        var folder = Directory.CreateTempSubdirectory("dbxserverless-rendering").FullName;
        try
        {
            var store = new SnapshotStore(new FileBlobStore(folder), new FileStateStore(folder), NullLogger<SnapshotStore>.Instance);
            foreach (var snapshot in GeneratedSeries.Snapshots(series, TimeProvider.System.GetUtcNow()))
            {
                await store.PublishAsync(snapshot, default);
            }

            using var page = new MetricsPage(store, TimeProvider.System, NullLogger<MetricsPage>.Instance);
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
            await using var app = builder.Build();
            app.MapGet("/metrics", async context =>
            {
                var gzip = MetricsPage.AcceptsGzip(context.Request.Headers.AcceptEncoding);
                var rendered = await page.RenderAsync(context.Request.Headers.Accept, gzip, MetricNames.Product, context.RequestAborted);
                context.Response.ContentType = rendered.ContentType;
                context.Response.ContentLength = rendered.Length;
                context.Response.Headers.ContentEncoding = rendered.ContentEncoding;
                await rendered.WriteToAsync(context.Response.BodyWriter, context.RequestAborted);
            });
            await app.StartAsync();
            // The parent closes our input when it is done with us, or when it dies.
            await Console.In.ReadToEndAsync();
            await app.StopAsync();
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
