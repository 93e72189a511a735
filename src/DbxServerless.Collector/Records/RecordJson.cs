using System.Text.Encodings.Web;
using System.Text.Json;

namespace DbxServerless.Collector.Records;

/// <summary>How records are written: compact, and readable to people where JSON allows it.</summary>
internal static class RecordJson
{
    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>UTC, milliseconds, <c>Z</c>: the same text for the same instant, always.</summary>
    public static string Instant(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
