using System.Text.Json.Nodes;
using DbxServerless.Simulator.History;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DbxServerless.Simulator.Rest.Objects;

/// <summary>Cluster policies, instance pools and secret scopes, which come whole.</summary>
internal sealed class ComputeObjectEndpoints(HistorySettings settings) : IEndpoints
{
    private static readonly string[] Types = ["job", "all-purpose", "dlt", ""];

    private int Many => settings.Size == HistorySize.Small ? 24 : 2_000;

    public void Map(WebApplication app)
    {
        app.MapGet("/api/2.0/policies/clusters/list", (HttpContext context) => ListAsync(context, "policies", Many, Policy));
        app.MapGet("/api/2.0/instance-pools/list", (HttpContext context) => ListAsync(context, "instance_pools", Math.Min(Many, 100) / 4, Pool));
        app.MapGet("/api/2.0/secrets/scopes/list", (HttpContext context) => ListAsync(context, "scopes", Math.Min(Many, 1_000), Scope));
    }

    private static Task ListAsync(HttpContext context, string key, int count, Func<int, JsonNode> describe) =>
        context.Json(new JsonObject { [key] = new JsonArray([.. Enumerable.Range(0, count).Select(describe)]) });

    private JsonNode Policy(int number)
    {
        var type = Types[number % Types.Length];
        var answer = new JsonObject
        {
            ["policy_id"] = SeededRandom.Hex(settings.Seed, 16, "policy", $"{number}"),
            ["name"] = $"policy-{number:0000}",
            ["definition"] = type.Length == 0 ? "{}" : new JsonObject { ["cluster_type"] = new JsonObject { ["type"] = "fixed", ["value"] = type } }.ToJsonString(),
            ["creator_user_name"] = "platform@contoso.example",
            ["created_at_timestamp"] = settings.Start.AddDays(-300 + number % 200).ToUnixTimeMilliseconds(),
            ["is_default"] = number < 3,
        };
        if (number % 5 == 0)
            answer["max_clusters_per_user"] = 1 + number % 4;
        if (number < 3)
            answer["policy_family_id"] = type;
        return answer;
    }

    private JsonNode Pool(int number) => new JsonObject
    {
        ["instance_pool_id"] = SeededRandom.Id(settings.Seed, "pool", $"{number}"),
        ["instance_pool_name"] = $"pool-{number:00}",
        ["node_type_id"] = "Standard_D4ds_v5",
        ["state"] = "ACTIVE",
        ["min_idle_instances"] = number % 3,
        ["max_capacity"] = 20,
        ["idle_instance_autotermination_minutes"] = 15,
        ["stats"] = new JsonObject { ["used_count"] = number % 7, ["idle_count"] = number % 3, ["pending_used_count"] = 0, ["pending_idle_count"] = 0 },
    };

    private static JsonNode Scope(int number) => new JsonObject { ["name"] = $"scope-{number:0000}", ["backend_type"] = number % 3 == 0 ? "AZURE_KEYVAULT" : "DATABRICKS" };
}
