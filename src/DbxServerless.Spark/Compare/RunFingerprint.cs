using System.Text.Json;

namespace DbxServerless.Spark.Compare;

/// <summary>
/// What of a run is needed to say why another run of the same work was slower or costlier: some kilobytes, whatever the size of the log.
/// Times are milliseconds. Null where the log does not tell.
/// </summary>
public sealed record RunFingerprint
{
    /// <summary>Fingerprints of different versions cannot be compared.</summary>
    public const int CurrentVersion = 1;

    public required int Version { get; init; }

    public required string? SparkVersion { get; init; }

    /// <summary>Databricks runtime.</summary>
    public required string? RuntimeVersion { get; init; }

    public required string? NodeType { get; init; }

    public required string? DriverNodeType { get; init; }

    /// <summary>The most cores that executors had at one time.</summary>
    public required double Cores { get; init; }

    public required long? DurationMs { get; init; }

    /// <summary>Cores times the hours that executors were there; null where other runs shared them.</summary>
    public required double? CoreHours { get; init; }

    /// <summary>From the start of the application to its first executor; null where other runs shared it.</summary>
    public required long? StartUpMs { get; init; }

    /// <summary>Time in which at least one task ran, or in a part of a shared context a stage of its own.</summary>
    public required long BusyMs { get; init; }

    /// <summary>Sum over all tasks.</summary>
    public required long TaskMs { get; init; }

    public required long GcMs { get; init; }

    public required long Tasks { get; init; }

    public required long FailedTasks { get; init; }

    public required long InputBytes { get; init; }

    public required long ShuffleBytes { get; init; }

    /// <summary>To disk, Photon's included.</summary>
    public required long SpilledBytes { get; init; }

    /// <summary>Executors that went while there was work, and not as asked; 0 where other runs shared them.</summary>
    public required int LostExecutors { get; init; }

    /// <summary>Properties that decide how Spark runs a query, of the application and of its queries.</summary>
    public required IReadOnlyDictionary<string, string> Configuration { get; init; }

    /// <summary>Whole queries.</summary>
    public required int Queries { get; init; }

    /// <summary>How often each operator is in the final plans, wrappers and transitions left out.</summary>
    public required IReadOnlyDictionary<string, int> Operators { get; init; }

    /// <summary>The stages with the most task time.</summary>
    public required IReadOnlyList<StageFingerprint> Stages { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, FingerprintJson.Default.RunFingerprint);

    /// <summary>Null when the text is no fingerprint of this version.</summary>
    public static RunFingerprint? Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, FingerprintJson.Default.RunFingerprint) is { Version: CurrentVersion } fingerprint ? fingerprint : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
