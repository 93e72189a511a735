using System.Text.Json;

namespace DbxServerless.Spark.Insights;

/// <summary>Insights as JSON. The names are promised to users.</summary>
public static class InsightJson
{
    /// <summary>Writes the property <c>insights</c> into the object that the writer is in.</summary>
    public static void Write(Utf8JsonWriter json, InsightReport report)
    {
        json.WriteStartArray("insights");
        foreach (var insight in report.Insights)
        {
            Write(json, insight, report);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Insight insight, InsightReport report)
    {
        json.WriteStartObject();
        json.WriteString("rule", insight.Rule.Id);
        json.WriteString("severity", Name(insight.Severity));
        json.WriteString("title", insight.Title);
        WriteWhere(json, insight.Finding.Where);
        json.WriteStartArray("evidence");
        foreach (var evidence in insight.Finding.Evidence)
        {
            Write(json, evidence);
        }

        json.WriteEndArray();
        json.WriteString("advice", insight.Finding.Advice);
        json.WriteStartObject("waste");
        WriteNumber(json, "coreHours", insight.CoreHours is { } hours ? Math.Round(hours, 6) : null);
        if (insight.Amount is { } amount)
        {
            json.WriteNumber("amount", Math.Round(amount, 6));
        }
        else
        {
            json.WriteNull("amount");
        }

        json.WriteString("currency", insight.Amount is null ? null : report.Currency);
        json.WriteString("basis", insight.Amount is null ? null : report.Basis);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A severity as it is in JSON, records and labels.</summary>
    public static string Name(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "info",
    };

    private static void WriteWhere(Utf8JsonWriter json, Place where)
    {
        json.WriteStartObject("where");
        foreach (var (name, value) in where.Parts())
        {
            if (value is string text)
            {
                json.WriteString(name, text);
            }
            else
            {
                json.WriteNumber(name, Convert.ToInt64(value, null));
            }
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Evidence evidence)
    {
        json.WriteStartObject();
        json.WriteString("name", evidence.Name);
        if (evidence.Text is not null)
        {
            json.WriteString("value", evidence.Text);
        }
        else
        {
            WriteNumber(json, "value", evidence.Value);
        }

        json.WriteString("unit", evidence.Unit);
        WriteNumber(json, "threshold", evidence.Threshold);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } known && double.IsFinite(known))
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
