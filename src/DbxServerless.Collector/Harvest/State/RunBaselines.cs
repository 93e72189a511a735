using System.Text.Json;

namespace DbxServerless.Collector.Harvest.State;

/// <summary>What a run was compared with, so that another analysis of it compares with the same.</summary>
internal sealed record RunBaselines
{
    /// <summary>By cluster and Spark context; null where no run before it was known.</summary>
    public IReadOnlyDictionary<string, JsonElement?> Fingerprints { get; init; } = new Dictionary<string, JsonElement?>();
}
