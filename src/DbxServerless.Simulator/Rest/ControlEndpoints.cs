using System.Text.Json;
using System.Text.Json.Nodes;
using DbxServerless.Simulator.Clock;
using DbxServerless.Simulator.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DbxServerless.Simulator.Rest;

/// <summary>The simulator's own endpoints, for tests of whole products: faults, clock and the log of requests. They need no token.</summary>
internal sealed class ControlEndpoints(FaultList faults, DrivableTimeProvider clock, RequestLog log) : IEndpoints
{
    public const string Prefix = "/simulator";

    public void Map(WebApplication app)
    {
        app.MapGet("/simulator/faults", (HttpContext context) => context.Json(faults.All, ControlJson.Default.IReadOnlyDictionaryInt32Fault));
        app.MapPost("/simulator/faults", AddFaultAsync);
        app.MapDelete("/simulator/faults", (HttpContext context) =>
        {
            faults.Clear();
            return context.Json([]);
        });
        app.MapDelete("/simulator/faults/{id:int}", (HttpContext context, int id) =>
            context.Json([], faults.Remove(id) ? StatusCodes.Status200OK : StatusCodes.Status404NotFound));
        app.MapGet("/simulator/clock", (HttpContext context) => context.Json(Now()));
        app.MapPost("/simulator/clock", AdvanceAsync);
        app.MapGet("/simulator/requests", (HttpContext context) =>
            context.Json(new RequestReport(log.Counts, log.Requests), ControlJson.Default.RequestReport));
        app.MapDelete("/simulator/requests", (HttpContext context) =>
        {
            log.Clear();
            return context.Json([]);
        });
    }

    private async Task AddFaultAsync(HttpContext context)
    {
        try
        {
            var fault = await JsonSerializer.DeserializeAsync(context.Request.Body, ControlJson.Default.Fault, context.RequestAborted);
            await context.Json(new JsonObject { ["id"] = faults.Add(fault ?? throw new JsonException("The body is null.")) });
        }
        catch (JsonException exception)
        {
            await context.Error(StatusCodes.Status400BadRequest, "MALFORMED_REQUEST",
                $"The body is no fault ({exception.Message}). One is {{\"kind\":\"Throttled\",\"endpoint\":\"GET /api/*\",\"times\":3}}; " +
                $"the kinds are {string.Join(", ", Enum.GetNames<FaultKind>())}.");
        }
    }

    // {"advance":"01:30:00"}
    private async Task AdvanceAsync(HttpContext context)
    {
        try
        {
            var body = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            if (!TimeSpan.TryParse((string?)body?["advance"], out var by) || by < TimeSpan.Zero)
                throw new JsonException();
            clock.Advance(by);
            await context.Json(Now());
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            await context.Error(StatusCodes.Status400BadRequest, "MALFORMED_REQUEST", "The body must be {\"advance\":\"[days.]hh:mm:ss\"}, and not negative.");
        }
    }

    private JsonObject Now() => new() { ["now"] = clock.GetUtcNow().ToString("O") };
}
