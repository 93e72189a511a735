using System.Globalization;
using System.Text.Json.Nodes;
using DbxServerless.Simulator.History;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DbxServerless.Simulator.Rest.Objects;

/// <summary>Lists folders of the workspace, a level at a time.</summary>
internal sealed class WorkspaceListEndpoints(ObjectTree tree, int seed, TimeProvider time) : IEndpoints
{
    public void Map(WebApplication app) => app.MapGet("/api/2.0/workspace/list", ListAsync);

    private Task ListAsync(HttpContext context)
    {
        var path = context.Text("path") is { Length: > 1 } given ? given.TrimEnd('/') : "/";
        if (tree.At(path, time.GetUtcNow()) is not { } items)
            return context.Error(StatusCodes.Status404NotFound, "RESOURCE_DOES_NOT_EXIST", $"Path ({path}) doesn't exist.");
        if (context.Instant("notebooks_modified_after") is { } since)
            items = [.. items.Where(item => item.Kind != "NOTEBOOK" || item.Modified > since)];
        return context.Json(items.Count == 0 ? [] : new JsonObject { ["objects"] = new JsonArray([.. items.Select(Describe)]) });
    }

    private JsonNode Describe(TreeObject item)
    {
        var answer = new JsonObject
        {
            ["path"] = item.Path,
            ["object_type"] = item.Kind,
            ["object_id"] = long.Parse(SeededRandom.Id(seed, "object", item.Path), CultureInfo.InvariantCulture),
        };
        if (item.Kind == "NOTEBOOK")
            answer["language"] = "PYTHON";
        if (item.Kind != "DIRECTORY")
        {
            answer["created_at"] = item.Created.ToUnixTimeMilliseconds();
            answer["modified_at"] = item.Modified.ToUnixTimeMilliseconds();
        }

        if (item.Size > 0)
            answer["size"] = item.Size;
        return answer;
    }
}
