using System.Text.Json;
using DbxServerless.Spark.Compare;

namespace DbxServerless.Spark.Report;

/// <summary>A comparison as JSON. The names are promised to users.</summary>
internal static class ComparisonJson
{
    /// <summary>Writes the property <c>comparison</c> into the object that the writer is in.</summary>
    public static void Write(Utf8JsonWriter json, RunComparison comparison)
    {
        json.WriteStartObject("comparison");
        json.WriteString("summary", comparison.Summary);
        WriteRatio(json, "durationRatio", comparison.DurationRatio);
        WriteRatio(json, "coreHoursRatio", comparison.CoreHoursRatio);
        json.WriteStartArray("changes");
        foreach (var change in comparison.Changes)
        {
            json.WriteStartObject();
            json.WriteString("aspect", change.AspectName);
            json.WriteString("text", change.Text);
            json.WriteString("before", change.Before);
            json.WriteString("after", change.After);
            if (change.StageId is { } stage)
            {
                json.WriteNumber("stageId", stage);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("grownStages");
        foreach (var pair in comparison.GrownStages)
        {
            json.WriteStartObject();
            json.WriteNumber("stageId", pair.Run.StageId);
            json.WriteString("name", pair.Run.Name);
            json.WriteNumber("taskMs", pair.Run.TaskMs);
            json.WriteNumber("baselineTaskMs", pair.Baseline.TaskMs);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRatio(Utf8JsonWriter json, string name, double? ratio)
    {
        if (ratio is { } known)
        {
            json.WriteNumber(name, Math.Round(known, 4));
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
