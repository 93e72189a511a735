using System.Text.Json;
using DbxServerless.Databricks.Compute;

namespace DbxServerless.Collector.Check;

/// <summary>What cluster policies say of the delivery of logs.</summary>
internal sealed class LogPolicies(IEnumerable<ClusterPolicy> policies)
{
    private const string Path = "cluster_log_conf.path";

    private readonly Dictionary<string, ClusterPolicy> _policies = policies.DistinctBy(policy => policy.PolicyId).ToDictionary(policy => policy.PolicyId);

    /// <summary>Whether a policy makes its clusters deliver. One that is not visible may: nobody is accused without knowing.</summary>
    public bool Fixes(string? policyId) => policyId is not null && (DefinitionOf(policyId) is not { } definition || Fixed(definition, Path) is not null);

    /// <summary>Where a policy makes its clusters deliver to: a volume or DBFS. Null where it does not, or where that cannot be seen.</summary>
    public string? DestinationOf(string? policyId) =>
        policyId is not null && DefinitionOf(policyId) is { } definition && Fixed(definition, Path) is { ValueKind: JsonValueKind.String } path
        && path.GetString() is { Length: > 0 } destination && (destination[0] == '/' || destination.StartsWith("dbfs:", StringComparison.OrdinalIgnoreCase))
            ? destination
            : null;

    private JsonElement? DefinitionOf(string policyId)
    {
        try
        {
            return _policies.TryGetValue(policyId, out var policy) ? JsonElement.Parse(policy.Definition ?? "{}") : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // {"cluster_log_conf.path": {"type": "fixed", "value": "/Volumes/ops/o11y/logs"}}
    private static JsonElement? Fixed(JsonElement definition, string attribute) =>
        definition is { ValueKind: JsonValueKind.Object } && definition.TryGetProperty(attribute, out var rule) && rule is { ValueKind: JsonValueKind.Object }
        && rule.TryGetProperty("type", out var type) && type is { ValueKind: JsonValueKind.String } && type.ValueEquals("fixed")
            ? rule.TryGetProperty("value", out var value) ? value : rule
            : null;
}
