using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Reference;

/// <summary>The tables for programs: the deployment makes them from it, and a test holds every later version against it.</summary>
internal static class SchemaFile
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Generate(DatasetCatalog catalog) => Write(json =>
    {
        json.WriteStartArray("tables");
        foreach (var (schema, dataset) in CollectedTables.Of(catalog))
            Table(json, schema, dataset);
        json.WriteEndArray();
    });

    /// <summary>An indented file with Unix line ends: one object, whose properties the caller writes.</summary>
    public static string Write(Action<Utf8JsonWriter> properties)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, Readable))
        {
            json.WriteStartObject();
            properties(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(output.WrittenSpan) + "\n";
    }

    /// <summary>As tables in Log Analytics spell it; data collection rules spell it in lower case.</summary>
    public static string TypeName(ColumnType type) => type == ColumnType.DateTime ? "dateTime" : type.ToString().ToLowerInvariant();

    private static void Table(Utf8JsonWriter json, RecordSchema schema, DatasetInfo? dataset)
    {
        json.WriteStartObject();
        json.WriteString("name", schema.Table);
        if (dataset is not null)
            json.WriteString("dataset", dataset.Name);
        // Readers see events by their time and state as it was last told: functions of the two differ.
        json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName((dataset?.Kind ?? DatasetKind.Events).ToString()));
        json.WriteString("description", schema.Description);
        json.WriteStartArray("columns");
        foreach (var column in schema.AllColumns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("type", TypeName(column.Type));
            json.WriteString("class", JsonNamingPolicy.CamelCase.ConvertName(column.Class.ToString()));
            json.WriteString("description", column.Description);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
