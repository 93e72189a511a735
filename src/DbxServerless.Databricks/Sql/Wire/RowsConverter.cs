using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DbxServerless.Databricks;

/// <summary>Rows of cells. A cell is a text or null; any other JSON is taken as its text.</summary>
public sealed class RowsConverter : JsonConverter<IReadOnlyList<string?[]>>
{
    public override IReadOnlyList<string?[]> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Expect(ref reader, JsonTokenType.StartArray);
        var rows = new List<string?[]>();
        var cells = new List<string?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Expect(ref reader, JsonTokenType.StartArray);
            cells.Clear();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                cells.Add(Cell(ref reader));
            rows.Add([.. cells]);
        }

        return rows;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<string?[]> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var row in value)
        {
            writer.WriteStartArray();
            foreach (var cell in row)
                writer.WriteStringValue(cell);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static string? Cell(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String:
                return reader.GetString();
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                using (var document = JsonDocument.ParseValue(ref reader))
                    return document.RootElement.GetRawText();
            default:
                return Encoding.UTF8.GetString(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan);
        }
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType token)
    {
        if (reader.TokenType != token)
            throw new JsonException();
    }
}
