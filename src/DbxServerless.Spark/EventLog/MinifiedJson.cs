using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DbxServerless.Spark.EventLog;

/// <summary>Validates JSON and writes it without white space and without needless escapes.</summary>
internal static class MinifiedJson
{
    /// <summary>False when the text is not one JSON object.</summary>
    public static bool TryWrite(ReadOnlySpan<byte> text, ArrayBufferWriter<byte> output, int maxDepth)
    {
        output.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            MaxDepth = maxDepth,
        });
        try
        {
            var json = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = maxDepth });
            while (json.Read())
            {
                Copy(ref json, writer);
            }

            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false; // not JSON, or a string that is not UTF-8
        }
    }

    private static void Copy(ref Utf8JsonReader json, Utf8JsonWriter writer)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.StartObject:
                writer.WriteStartObject();
                break;
            case JsonTokenType.EndObject:
                writer.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                break;
            case JsonTokenType.EndArray:
                writer.WriteEndArray();
                break;
            case JsonTokenType.PropertyName:
                writer.WritePropertyName(json.GetString()!);
                break;
            case JsonTokenType.String:
                writer.WriteStringValue(json.GetString());
                break;
            default:
                writer.WriteRawValue(json.ValueSpan, skipInputValidation: true);
                break;
        }
    }
}
