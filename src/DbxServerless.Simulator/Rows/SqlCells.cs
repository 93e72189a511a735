using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace DbxServerless.Simulator.Rows;

/// <summary>Writes values as Databricks does: cells are texts, nested values are JSON texts.</summary>
public static class SqlCells
{
    public static string? Text(object? value, SqlType type) => value switch
    {
        null => null,
        string text => text,
        bool truth => truth ? "true" : "false",
        long or int => Convert.ToString(value, CultureInfo.InvariantCulture),
        double number => Double(number),
        decimal number => number.ToString($"F{type.Scale ?? 18}", CultureInfo.InvariantCulture),
        DateTimeOffset instant => Timestamp(instant),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => Json(value),
    };

    /// <summary>Writes a value as JSON: decimals and instants as texts, structs as objects without their NULL fields.</summary>
    public static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case decimal or DateTimeOffset or DateOnly:
                json.WriteStringValue(Text(value, SqlType.Of(value.GetType())));
                break;
            case IDictionary map:
                json.WriteStartObject();
                foreach (DictionaryEntry entry in map)
                {
                    json.WritePropertyName((string)entry.Key);
                    Write(json, entry.Value);
                }

                json.WriteEndObject();
                break;
            case IEnumerable list:
                json.WriteStartArray();
                foreach (var item in list)
                    Write(json, item);
                json.WriteEndArray();
                break;
            default:
                WriteStruct(json, value);
                break;
        }
    }

    private static void WriteStruct(Utf8JsonWriter json, object value)
    {
        json.WriteStartObject();
        foreach (var column in RowSchema.Of(value.GetType()).Columns)
        {
            if (column.ValueOf(value) is not { } field)
                continue;
            json.WritePropertyName(column.Name);
            Write(json, field);
        }

        json.WriteEndObject();
    }

    private static string Json(object value)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            Write(json, value);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static string Timestamp(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    // Java writes 3.0 where .NET writes 3.
    private static string Double(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return double.IsFinite(number) && !text.Contains('.') && !text.Contains('E') ? text + ".0" : text;
    }
}
