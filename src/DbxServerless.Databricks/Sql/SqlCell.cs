using System.Globalization;
using System.Text.Json;

namespace DbxServerless.Databricks;

/// <summary>Reads the text of one cell; null when it is not of the wanted type.</summary>
internal static class SqlCell
{
    private const NumberStyles Number = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 256 };

    private static readonly string[] TimestampFormats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd",
    ];

    /// <summary>Also of a decimal without a fraction, e.g. <c>12.000</c>.</summary>
    public static long? Int64(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value
        : Decimal(text) is { } number && number == decimal.Truncate(number) && number is >= long.MinValue and <= long.MaxValue ? (long)number
        : null;

    public static int? Int32(string text) => Int64(text) is { } value and >= int.MinValue and <= int.MaxValue ? (int)value : null;

    /// <summary>Also NaN and the infinities, as Spark writes them.</summary>
    public static double? Double(string text) =>
        double.TryParse(text, Number, CultureInfo.InvariantCulture, out var value) ? value
        : text switch { "NaN" => double.NaN, "Infinity" => double.PositiveInfinity, "-Infinity" => double.NegativeInfinity, _ => null };

    /// <summary>Also in the exponent form that a zero of scale 18 has (<c>0E-18</c>).</summary>
    public static decimal? Decimal(string text) =>
        decimal.TryParse(text, Number, CultureInfo.InvariantCulture, out var value) ? value : null;

    public static bool? Boolean(string text) => bool.TryParse(text, out var value) ? value : null;

    public static DateTimeOffset? Timestamp(string text) =>
        DateTimeOffset.TryParseExact(text, TimestampFormats, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var value) ? value : null;

    public static DateOnly? Date(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var value) ? value : null;

    public static JsonElement? Json(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Deep);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static IReadOnlyList<string>? TextList(string text) =>
        Json(text) is { ValueKind: JsonValueKind.Array } array ? [.. array.EnumerateArray().Select(Shown).OfType<string>()] : null;

    /// <summary>An object, or a list of entries with key and value.</summary>
    public static IReadOnlyDictionary<string, string?>? TextMap(string text)
    {
        var map = new Dictionary<string, string?>(StringComparer.Ordinal);
        switch (Json(text))
        {
            case { ValueKind: JsonValueKind.Object } fields:
                foreach (var field in fields.EnumerateObject())
                    map[field.Name] = Shown(field.Value);
                return map;
            case { ValueKind: JsonValueKind.Array } entries:
                foreach (var entry in entries.EnumerateArray())
                {
                    if (entry.ValueKind != JsonValueKind.Object || !entry.TryGetProperty("key", out var key) || Shown(key) is not { } name)
                        return null;
                    map[name] = entry.TryGetProperty("value", out var value) ? Shown(value) : null;
                }

                return map;
            default:
                return null;
        }
    }

    private static string? Shown(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => element.GetString(),
        _ => element.GetRawText(),
    };
}
