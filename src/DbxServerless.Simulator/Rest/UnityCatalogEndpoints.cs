using System.Text.Json.Nodes;
using DbxServerless.Simulator.Faults;
using DbxServerless.Simulator.History;
using DbxServerless.Simulator.SystemTables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DbxServerless.Simulator.Rest;

/// <summary>The metastore, its system schemas (a page of five at a time after an empty one), and the tables that are granted.</summary>
internal sealed class UnityCatalogEndpoints(SimulatorOptions options, SystemCatalog tables, FaultList faults) : IEndpoints
{
    private const int Page = 5;

    private static readonly string[] Schemas =
        ["access", "ai", "billing", "compute", "information_schema", "lakeflow", "marketplace", "mlflow", "query", "serving", "storage"];

    private string MetastoreId => SeededRandom.Guid(options.Seed, "metastore");

    public void Map(WebApplication app)
    {
        app.MapGet("/api/2.1/unity-catalog/current-metastore-assignment", (HttpContext context) => context.Json(new JsonObject
        {
            ["metastore_id"] = MetastoreId,
            ["workspace_id"] = long.Parse(options.WorkspaceId),
            ["default_catalog_name"] = "main",
        }));
        app.MapGet("/api/2.1/unity-catalog/metastores/{id}/systemschemas", SchemasAsync);
        app.MapGet("/api/2.1/unity-catalog/tables/{name}", TableAsync);
    }

    // Shown to whom may read it; to others it is as if it were not there.
    private Task TableAsync(HttpContext context, string name)
    {
        if (name.Split('.') is not ["system", var schema, var table] || tables.Tables.All(known => known.Name != $"{schema}.{table}")
            || faults.Standing(FaultKind.SchemaNotEnabled, fault => fault.IsAbout(schema)) is not null
            || faults.Standing(FaultKind.MissingGrant, fault => fault.IsAbout(schema, table)) is not null)
        {
            return context.Error(StatusCodes.Status404NotFound, "TABLE_DOES_NOT_EXIST", $"Table '{name}' does not exist.");
        }

        return context.Json(new JsonObject
        {
            ["name"] = table,
            ["catalog_name"] = "system",
            ["schema_name"] = schema,
            ["full_name"] = name,
            ["table_type"] = "EXTERNAL",
        });
    }

    private Task SchemasAsync(HttpContext context, string id)
    {
        if (id != MetastoreId)
            return context.Error(StatusCodes.Status404NotFound, "METASTORE_DOES_NOT_EXIST", $"Metastore '{id}' does not exist.");
        // The service, too, may give an empty page with a token.
        if (!int.TryParse(context.Request.Query["page_token"], out var from))
            return context.Json(new JsonObject { ["next_page_token"] = "0" });
        var answer = new JsonObject { ["schemas"] = new JsonArray([.. Schemas.Skip(from).Take(Page).Select(Describe)]) };
        if (from + Page < Schemas.Length)
            answer["next_page_token"] = $"{from + Page}";
        return context.Json(answer);
    }

    private JsonNode Describe(string schema) => new JsonObject
    {
        ["schema"] = schema,
        ["state"] = faults.Standing(FaultKind.SchemaNotEnabled, fault => fault.IsAbout(schema)) is not null ? "AVAILABLE"
            : schema is "ai" or "marketplace" ? "UNAVAILABLE"
            : schema is "information_schema" or "billing" ? "MANAGED"
            : "ENABLE_COMPLETED",
    };
}
