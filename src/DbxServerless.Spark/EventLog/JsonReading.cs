using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace DbxServerless.Spark.EventLog;

/// <summary>
/// Reading of events with <see cref="JsonTokens"/>. Values of an unexpected type are passed over:
/// fields change between Spark versions, and one odd field must not cost the event.
/// </summary>
internal static class JsonReading
{
    /// <summary>
    /// Moves to the next property name of the object that the reader is in, false at its end.
    /// The value must then be read or skipped whole.
    /// </summary>
    public static bool NextProperty(this ref JsonTokens json)
    {
        json.Read();
        return json.TokenType == JsonTokenType.PropertyName;
    }

    /// <summary>Moves to the value of the property; true when it is an object. Otherwise the value is passed over.</summary>
    public static bool EnterObject(this ref JsonTokens json) => json.Enter(JsonTokenType.StartObject);

    /// <summary>Moves to the value of the property; true when it is an array. Otherwise the value is passed over.</summary>
    public static bool EnterArray(this ref JsonTokens json) => json.Enter(JsonTokenType.StartArray);

    /// <summary>Moves to the next object in an array, passing over anything else; false at the array's end.</summary>
    public static bool NextObject(this ref JsonTokens json)
    {
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType == JsonTokenType.StartObject)
            {
                return true;
            }

            json.Skip();
        }

        return false;
    }

    public static void SkipValue(this ref JsonTokens json)
    {
        json.Read();
        json.Skip();
    }

    public static long? ReadNumber(this ref JsonTokens json)
    {
        json.Read();
        return json.NumberHere();
    }

    /// <summary>A number or a string that holds one, at the current token.</summary>
    public static long? NumberHere(this ref JsonTokens json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.Number when json.TryGetInt64(out var whole):
                return whole;
            case JsonTokenType.Number:
                return json.TryGetDouble(out var number) && Math.Abs(number) < long.MaxValue ? (long)Math.Round(number) : null;
            case JsonTokenType.String when !json.ValueIsEscaped:
                return MetricText.TryParse(json.ValueSpan, out var amount) ? amount : null;
            default:
                json.Skip();
                return null;
        }
    }

    public static double? ReadDouble(this ref JsonTokens json)
    {
        json.Read();
        switch (json.TokenType)
        {
            case JsonTokenType.Number when json.TryGetDouble(out var number) && double.IsFinite(number):
                return number;
            case JsonTokenType.String when !json.ValueIsEscaped:
                return Utf8Parser.TryParse(json.ValueSpan, out double text, out var length) && length == json.ValueSpan.Length && double.IsFinite(text)
                    ? text
                    : null;
            default:
                json.Skip();
                return null;
        }
    }

    public static int ReadInt(this ref JsonTokens json, int otherwise) =>
        json.ReadNumber() is { } number and >= int.MinValue and <= int.MaxValue ? (int)number : otherwise;

    public static bool ReadBoolean(this ref JsonTokens json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.True)
        {
            return true;
        }

        json.Skip();
        return false;
    }

    /// <summary>A string that comes again and again; numbers and booleans give their text.</summary>
    public static string? ReadText(this ref JsonTokens json, StringPool strings)
    {
        json.Read();
        switch (json.TokenType)
        {
            case JsonTokenType.String when json.ValueIsEscaped:
                return json.GetString();
            case JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                return strings.Get(json.ValueSpan);
            default:
                json.Skip();
                return null;
        }
    }

    /// <summary>A string that hardly comes again, cut to a length.</summary>
    public static string? ReadFreeText(this ref JsonTokens json, int maxLength)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.String)
        {
            json.Skip();
            return null;
        }

        var text = json.ValueIsEscaped ? json.GetString() : Encoding.UTF8.GetString(json.ValueSpan);
        return text.Length <= maxLength ? text : text[..(char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength)];
    }

    /// <summary>The strings of an object's properties.</summary>
    public static Dictionary<string, string> ReadTexts(this ref JsonTokens json, StringPool strings)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (json.EnterObject())
        {
            while (json.NextProperty())
            {
                var key = json.PropertyHere(strings);
                if (json.ReadText(strings) is { } text)
                {
                    texts[key] = text;
                }
            }
        }

        return texts;
    }

    public static string PropertyHere(this ref JsonTokens json, StringPool strings) =>
        json.ValueIsEscaped ? json.GetString() : strings.Get(json.ValueSpan);

    public static List<long> ReadNumbers(this ref JsonTokens json)
    {
        var numbers = new List<long>();
        if (json.EnterArray())
        {
            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            {
                if (json.NumberHere() is { } number)
                {
                    numbers.Add(number);
                }
            }
        }

        return numbers;
    }

    private static bool Enter(this ref JsonTokens json, JsonTokenType start)
    {
        json.Read();
        if (json.TokenType == start)
        {
            return true;
        }

        json.Skip();
        return false;
    }
}
