using System.Text.Json.Serialization;

namespace DbxServerless.Collector.Metrics;

/// <summary>The first line of a snapshot blob; the sample lines of its families follow, one family after the other.</summary>
internal sealed record SnapshotHeader(string Dataset, string Scope, IReadOnlyList<FamilyHeader> Families);

/// <summary>One family of a snapshot. Its ready sample lines have <paramref name="Length"/> bytes; those in <paramref name="Timed"/> are computed for
/// each scrape.</summary>
internal sealed record FamilyHeader(
    string Name, MetricType Type, string Help, MetricNames Names, int Length, IReadOnlyList<TimedSeries> Timed);

/// <summary>A sample whose value depends on the time of the scrape.</summary>
/// <param name="Series">Name and labels as they stand in the line, with the space before the value.</param>
/// <param name="Since">The value is the age of this instant in seconds.</param>
/// <param name="Value">The value when there is no such instant.</param>
/// <param name="ValidUntil">From here on the value is 0.</param>
internal sealed record TimedSeries(string Series, DateTimeOffset? Since, double Value, DateTimeOffset? ValidUntil)
{
    public double ValueAt(DateTimeOffset now) =>
        ValidUntil <= now ? 0 : Since is { } since ? Math.Max(0, (now - since).TotalSeconds) : Value;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(SnapshotHeader))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class SnapshotJson : JsonSerializerContext;
