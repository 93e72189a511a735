using System.Globalization;
using System.Text.Json.Nodes;
using DbxServerless.Simulator.History;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DbxServerless.Simulator.Rest.Objects;

/// <summary>Model serving endpoints: two of every three serve a model of one's own, the others Databricks' models by token.</summary>
internal sealed class ServingEndpointEndpoints(HistorySettings settings, TimeProvider time) : IEndpoints
{
    private const string Prefix = "/api/2.0/serving-endpoints";

    private int Count => settings.Size == HistorySize.Small ? 4 : 1_200;

    public void Map(WebApplication app)
    {
        app.MapGet(Prefix, (HttpContext context) => context.Json(new JsonObject { ["endpoints"] = new JsonArray([.. Enumerable.Range(0, Count).Select(Describe)]) }));
        app.MapGet(Prefix + "/{name}/metrics", (HttpContext context, string name) =>
            int.TryParse(name.Split('-')[^1], CultureInfo.InvariantCulture, out var number) && number < Count && !IsFoundation(number)
                ? context.Text(Metrics(number), "text/plain", StatusCodes.Status200OK)
                : context.Error(StatusCodes.Status404NotFound, "RESOURCE_DOES_NOT_EXIST", $"The endpoint {name} has no metrics."));
    }

    private static bool IsFoundation(int number) => number % 3 == 2;

    private JsonNode Describe(int number)
    {
        var entity = new JsonObject { ["name"] = $"model-{number}", ["entity_name"] = $"main.models.model_{number}", ["entity_version"] = $"{1 + number % 4}" };
        if (IsFoundation(number))
            entity["foundation_model"] = new JsonObject { ["name"] = "llama" };
        var created = settings.Start.AddDays(-90 + number % 60).ToUnixTimeMilliseconds();
        return new JsonObject
        {
            ["name"] = $"endpoint-{number:0000}",
            ["id"] = SeededRandom.Hex(settings.Seed, 16, "serving", $"{number}"),
            ["creator"] = "ml@contoso.example",
            ["creation_timestamp"] = created,
            ["last_updated_timestamp"] = created,
            ["state"] = new JsonObject { ["ready"] = number % 10 == 9 ? "NOT_READY" : "READY", ["config_update"] = number % 10 == 9 ? "UPDATE_FAILED" : "NOT_UPDATING" },
            ["config"] = new JsonObject { ["served_entities"] = new JsonArray(entity) },
            ["task"] = IsFoundation(number) ? "llm/v1/chat" : "",
        };
    }

    private string Metrics(int number)
    {
        var random = SeededRandom.For(settings.Seed, "serving", $"{number}", $"{time.GetUtcNow().ToUnixTimeSeconds() / 60}");
        var requests = random.Next(0, 400);
        var labels = $$"""{endpoint_name="endpoint-{{number:0000}}"}""";
        return string.Create(CultureInfo.InvariantCulture, $"""
            # TYPE cpu_usage_percentage gauge
            cpu_usage_percentage{labels} {random.Between(2, 95):0.0}
            mem_usage_percentage{labels} {random.Between(20, 80):0.0}
            request_count_total{labels} {requests}
            request_4xx_count_total{labels} {requests / 50}
            request_5xx_count_total{labels} {requests / 100}
            request_latency_ms_sum{labels} {requests * random.Between(20, 300):0.0}
            request_latency_ms_count{labels} {requests}

            """);
    }
}
