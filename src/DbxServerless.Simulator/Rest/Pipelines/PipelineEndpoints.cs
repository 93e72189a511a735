using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DbxServerless.Simulator.Faults;
using DbxServerless.Simulator.History;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DbxServerless.Simulator.Rest.Pipelines;

/// <summary>Pipelines and their event logs: <c>pipelines</c> and <c>pipelines/{id}/events</c>.</summary>
internal sealed partial class PipelineEndpoints(SimulatedHistory history, string workspaceId, FaultList faults, TimeProvider time) : IEndpoints
{
    private const int MostListed = 100;
    private const int MostEvents = 250;

    private readonly Paging _paging = new(time);
    private readonly PipelineEvents _events = new(history.Settings.Seed);

    public void Map(WebApplication app)
    {
        app.MapGet("/api/2.0/pipelines", ListAsync);
        app.MapGet("/api/2.0/pipelines/{id}/events", EventsAsync);
    }

    private Task ListAsync(HttpContext context) => context.PageSize("max_results", 25, MostListed) is not { } size
        ? context.InvalidAsync($"max_results must be between 1 and {MostListed}.")
        : _paging.AnswerAsync(context, "statuses", size, PipelinesAt, Describe);

    private Task EventsAsync(HttpContext context, string id)
    {
        if (context.PageSize("max_results", 25, MostEvents) is not { } size)
            return context.InvalidAsync($"max_results must be between 1 and {MostEvents}.");
        if (PipelinesAt(time.GetUtcNow()).All(pipeline => pipeline.PipelineId != id))
            return context.Error(StatusCodes.Status404NotFound, "RESOURCE_DOES_NOT_EXIST", $"The specified pipeline {id} was not found.");
        // A token goes with the size of the page alone, and carries the rest.
        if (context.Text("page_token") is { } token)
        {
            return context.Request.Query.Keys.Any(key => key is "filter" or "order_by")
                ? context.InvalidAsync("page_token may only be combined with max_results.")
                : AnswerAsync(context, size, id, token.Split('~') is [var filtered, _] ? filtered : "", token.Split('~')[^1]);
        }

        var match = After().Match(context.Text("filter") ?? "");
        var after = match.Success ? DateTimeOffset.Parse(match.Groups["instant"].Value, CultureInfo.InvariantCulture) : DateTimeOffset.UnixEpoch;
        return AnswerAsync(context, size, id, after.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), "0");
    }

    private Task AnswerAsync(HttpContext context, int size, string id, string after, string from)
    {
        if (!long.TryParse(after, CultureInfo.InvariantCulture, out var instant) || !int.TryParse(from, CultureInfo.InvariantCulture, out var place))
            return context.InvalidAsync("Invalid page token.");
        var now = time.GetUtcNow();
        var events = UpdatesOf(id, now).SelectMany(update => _events.Of(update))
            .Where(happened => happened.At <= now && happened.At.ToUnixTimeMilliseconds() > instant).OrderBy(happened => happened.At).ToList();
        var shown = events.Skip(place).Take(size).ToList();
        var answer = new JsonObject();
        if (shown.Count > 0)
            answer["events"] = new JsonArray([.. shown.Select(happened => happened.Describe())]);
        if (place + shown.Count < events.Count)
            answer["next_page_token"] = $"{after}~{place + shown.Count}";
        return context.Json(answer);
    }

    private IReadOnlyList<Pipeline> PipelinesAt(DateTimeOffset now) =>
    [
        .. history.DaysThrough(now).SelectMany(day => day.PipelineVersions)
            .Where(version => version.Pipeline.WorkspaceId == workspaceId && version.ChangeTime <= now)
            .GroupBy(version => version.Pipeline.PipelineId).Select(versions => versions.MaxBy(version => version.ChangeTime)!)
            .Where(version => !version.IsDeletion && !faults.Hides(version.Pipeline.PipelineId)).Select(version => version.Pipeline).OrderBy(pipeline => pipeline.PipelineId, StringComparer.Ordinal),
    ];

    private IEnumerable<PipelineUpdate> UpdatesOf(string pipelineId, DateTimeOffset now) => history.DaysThrough(now).SelectMany(day => day.PipelineUpdates)
        .Where(update => update.Pipeline.WorkspaceId == workspaceId && update.Pipeline.PipelineId == pipelineId && update.Start <= now);

    private JsonNode Describe(Pipeline pipeline, DateTimeOffset now)
    {
        var updates = UpdatesOf(pipeline.PipelineId, now).OrderByDescending(update => update.Start).Take(5).ToList();
        var newest = updates.FirstOrDefault();
        var runs = newest is not null && newest.End > now;
        var answer = new JsonObject
        {
            ["pipeline_id"] = pipeline.PipelineId,
            ["name"] = pipeline.Name,
            ["state"] = runs ? "RUNNING" : newest?.Result == "FAILED" ? "FAILED" : "IDLE",
            ["health"] = newest?.Result == "FAILED" && !runs ? "UNHEALTHY" : "HEALTHY",
            ["creator_user_name"] = "etl@contoso.example",
            ["run_as_user_name"] = "etl@contoso.example",
        };
        if (runs && newest!.ClusterId is { } cluster)
            answer["cluster_id"] = cluster;
        if (updates.Count > 0)
        {
            answer["latest_updates"] = new JsonArray([.. updates.Select(update => (JsonNode)new JsonObject
            {
                ["update_id"] = update.UpdateId,
                ["state"] = update.End > now ? "RUNNING" : update.Result,
                ["creation_time"] = update.Start.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            })]);
        }

        return answer;
    }

    [GeneratedRegex("timestamp > '(?<instant>[^']+)'")]
    private static partial Regex After();
}
