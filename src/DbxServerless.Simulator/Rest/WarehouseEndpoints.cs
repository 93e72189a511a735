using System.Text.Json.Nodes;
using DbxServerless.Simulator.Statements;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DbxServerless.Simulator.Rest;

/// <summary>SQL warehouses.</summary>
internal sealed class WarehouseEndpoints(SimulatedWarehouse warehouse) : IEndpoints
{
    public void Map(WebApplication app)
    {
        app.MapGet("/api/2.0/sql/warehouses", (HttpContext context) => context.Json(
            warehouse.Exists(warehouse.Id) ? new JsonObject { ["warehouses"] = new JsonArray(Describe(context)) } : []));
        app.MapGet("/api/2.0/sql/warehouses/{id}", (HttpContext context, string id) => warehouse.Exists(id)
            ? context.Json(Describe(context))
            : context.Error(StatusCodes.Status404NotFound, "RESOURCE_DOES_NOT_EXIST", $"SQL warehouse {id} does not exist."));
    }

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
