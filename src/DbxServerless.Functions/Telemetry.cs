using Azure.Monitor.OpenTelemetry.Exporter;
using DbxServerless.Azure;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;

namespace DbxServerless.Functions;

/// <summary>What the app tells about itself: logs and traces through OpenTelemetry, to Application Insights when one is configured.</summary>
internal static class Telemetry
{
    private const string ConnectionString = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    private const string Authentication = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    // Rate-limited sampling: the bill stays small however many workspaces there are.
    private const double TracesPerSecond = 1;

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        // The SDKs log every request that they send and get.
        builder.Logging.AddFilter("Azure", LogLevel.Warning).AddFilter("Microsoft", LogLevel.Warning);
        builder.Services.Configure<OpenTelemetryLoggerOptions>(options => options.IncludeScopes = true);
        var telemetry = builder.Services.AddOpenTelemetry().UseFunctionsWorkerDefaults();
        if (string.IsNullOrWhiteSpace(builder.Configuration[ConnectionString]))
            return;
        telemetry.UseAzureMonitorExporter(options =>
        {
            options.TracesPerSecond = TracesPerSecond;
            // A component that takes no keys: the setting says Authorization=AAD.
            if (!string.IsNullOrWhiteSpace(builder.Configuration[Authentication]))
                options.Credential = AzureServices.NewCredential(builder.Configuration);
        });
    }
}
