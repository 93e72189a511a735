using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DbxServerless.Simulator.Rest;

/// <summary>Who the caller is.</summary>
internal sealed class IdentityEndpoints(SimulatorOptions options) : IEndpoints
{
    public void Map(WebApplication app) => app.MapGet("/api/2.0/preview/scim/v2/Me", (HttpContext context) => context.Json(new JsonObject
    {
        ["schemas"] = new JsonArray("urn:ietf:params:scim:schemas:core:2.0:User"),
        ["id"] = "7003",
        ["userName"] = options.ClientId,
        ["displayName"] = "collector",
        ["active"] = true,
        ["groups"] = new JsonArray(new JsonObject { ["display"] = "observers", ["value"] = "9001" }),
    }));
}
