using System.Text.Json.Nodes;
using DbxServerless.Simulator.History;
using DbxServerless.Simulator.Statements;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DbxServerless.Simulator.Rest;

/// <summary>SQL warehouses: the collector's own, and those of the history.</summary>
internal sealed class WarehouseEndpoints(SimulatedWarehouse warehouse, SimulatedHistory history, string workspaceId, TimeProvider time) : IEndpoints
{
    public void Map(WebApplication app)
    {
        app.MapGet("/api/2.0/sql/warehouses", ListAsync);
        app.MapGet("/api/2.0/sql/warehouses/{id}", (HttpContext context, string id) => warehouse.Exists(id)
            ? context.Json(Describe(context))
            : context.Error(StatusCodes.Status404NotFound, "RESOURCE_DOES_NOT_EXIST", $"SQL warehouse {id} does not exist."));
    }

    private Task ListAsync(HttpContext context)
    {
        var all = new JsonArray([.. Others()]);
        if (warehouse.Exists(warehouse.Id))
            all.Insert(0, Describe(context));
        return context.Json(all.Count > 0 ? new JsonObject { ["warehouses"] = all } : []);
    }

    private IEnumerable<JsonNode> Others()
    {
        var now = time.GetUtcNow();
        var days = history.DaysThrough(now);
        var sessions = days.SelectMany(day => day.WarehouseSessions).Where(session => session.Start <= now && session.End > now)
            .ToLookup(session => session.Warehouse.WarehouseId);
        foreach (var version in days.SelectMany(day => day.WarehouseVersions)
            .Where(version => version.Warehouse.WorkspaceId == workspaceId && version.Warehouse.WarehouseId != warehouse.Id && version.ChangeTime <= now)
            .GroupBy(version => version.Warehouse.WarehouseId).Select(versions => versions.MaxBy(version => version.ChangeTime)!).Where(version => !version.IsDeletion))
        {
            var session = sessions[version.Warehouse.WarehouseId].FirstOrDefault();
            yield return new JsonObject
            {
                ["id"] = version.Warehouse.WarehouseId,
                ["name"] = version.Warehouse.Name,
                ["cluster_size"] = SizeOf(version.Size),
                ["min_num_clusters"] = 1,
                ["max_num_clusters"] = version.Warehouse.MaxClusters,
                ["num_clusters"] = session is null ? 0 : session.Scalings.LastOrDefault(scaling => scaling.At <= now) is { Clusters: > 0 } scaled ? scaled.Clusters : 1,
                ["auto_stop_mins"] = version.Warehouse.AutoStopMinutes,
                ["state"] = session is null ? "STOPPED" : session.Ready > now ? "STARTING" : "RUNNING",
                ["warehouse_type"] = version.Warehouse.Type == "CLASSIC" ? "CLASSIC" : "PRO",
                ["enable_serverless_compute"] = version.Warehouse.Type == "SERVERLESS",
                ["health"] = new JsonObject { ["status"] = "HEALTHY" },
                ["creator_name"] = "platform@contoso.example",
            };
        }
    }

    // The tables say 2X_SMALL, REST says 2X-Small.
    private static string SizeOf(string size) =>
        string.Join('-', size.Split('_').Select(word => char.IsAsciiDigit(word[0]) ? word : word[..1] + word[1..].ToLowerInvariant()));

    private JsonObject Describe(HttpContext context) => new()
    {
        ["id"] = warehouse.Id,
        ["name"] = warehouse.Name,
        ["cluster_size"] = warehouse.Size,
        ["min_num_clusters"] = 1,
        ["max_num_clusters"] = 1,
        ["num_clusters"] = warehouse.State == "RUNNING" ? 1 : 0,
        ["auto_stop_mins"] = warehouse.AutoStopMinutes,
        ["state"] = warehouse.State,
        ["warehouse_type"] = "PRO",
        ["enable_serverless_compute"] = true,
        ["enable_photon"] = true,
        ["spot_instance_policy"] = "COST_OPTIMIZED",
        ["channel"] = new JsonObject { ["name"] = "CHANNEL_NAME_CURRENT" },
        ["health"] = new JsonObject { ["status"] = "HEALTHY" },
        ["odbc_params"] = new JsonObject
        {
            ["hostname"] = context.Request.Host.Host,
            ["path"] = $"/sql/1.0/warehouses/{warehouse.Id}",
            ["port"] = 443,
            ["protocol"] = "https",
        },
        ["creator_name"] = "platform@contoso.example",
    };
}
