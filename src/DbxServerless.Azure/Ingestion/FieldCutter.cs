using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DbxServerless.Azure.Ingestion;

/// <summary>Cuts field values that Log Analytics would cut without saying so.</summary>
internal static class FieldCutter
{
    /// <summary>UTF-8 bytes of a value that Log Analytics keeps.</summary>
    public const int MaxLength = 65_536;

    private static readonly JsonWriterOptions AsIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The record, with too long values cut and ending in <c> …[cut, it had 81234 bytes]</c>.</summary>
    public static ReadOnlyMemory<byte> Cut(ReadOnlyMemory<byte> record)
    {
        if (record.Length <= MaxLength)
            return record;
        using var document = JsonDocument.Parse(record);
        if (document.RootElement.EnumerateObject().All(property => LengthOf(property.Value) <= MaxLength))
            return record;
        var cut = new ArrayBufferWriter<byte>(record.Length);
        using var writer = new Utf8JsonWriter(cut, AsIs);
        writer.WriteStartObject();
        foreach (var property in document.RootElement.EnumerateObject())
        {
            if (LengthOf(property.Value) > MaxLength)
                writer.WriteString(property.Name, Cut(TextOf(property.Value)));
            else
                property.WriteTo(writer);
        }

        writer.WriteEndObject();
        writer.Flush();
        return cut.WrittenMemory;
    }

    private static string Cut(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var marker = $" …[cut, it had {bytes.Length} bytes]";
        var end = MaxLength - Encoding.UTF8.GetByteCount(marker);
        // Not inside of a character: its later bytes begin with the bits 10.
        while ((bytes[end] & 0xC0) == 0x80)
            end--;
        return Encoding.UTF8.GetString(bytes, 0, end) + marker;
    }

    private static int LengthOf(JsonElement value) => Encoding.UTF8.GetByteCount(TextOf(value));

    // Objects and arrays count as their text, which is how a dynamic column keeps them.
    private static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
