using System.Reflection;
using System.Text.Json;

namespace DbxServerless.Collector.Records;

/// <summary>Turns a record's property into a column and into the code that writes it.</summary>
internal static class ColumnReader
{
    private const int LongestName = 45;

    public static RecordColumn Describe(PropertyInfo property)
    {
        var type = TypeOf(property);
        var fieldClass = property.GetCustomAttribute<FieldAttribute>()?.Class;
        if (fieldClass is null && type is ColumnType.String or ColumnType.Dynamic && property.PropertyType != typeof(IReadOnlyList<long>))
            throw new InvalidOperationException($"{Name(property)} is text: class it with [Field(FieldClass.…)].");
        if (property.Name.Length > LongestName)
            throw new InvalidOperationException($"{Name(property)} is longer than the {LongestName} characters that a column name may have.");
        if (RecordSchema.StandardColumns.Any(column => column.Name.Equals(property.Name, StringComparison.OrdinalIgnoreCase)))
            throw new InvalidOperationException($"{Name(property)} is a standard column, which the engine writes.");
        return new RecordColumn(property.Name, type, fieldClass ?? FieldClass.Measured, XmlDocumentation.SummaryOf(property));
    }

    /// <summary>The code that writes a record's property as a member, or nothing when there is no value or none that may leave.</summary>
    public static ColumnWriter<TRecord> Writer<TRecord>(PropertyInfo property)
    {
        var name = JsonEncodedText.Encode(property.Name);
        var fieldClass = property.GetCustomAttribute<FieldAttribute>()?.Class ?? FieldClass.Measured;
        return property.PropertyType switch
        {
            var type when type == typeof(string) => Text<string?>((json, value, privacy) =>
            {
                if (privacy.Apply(fieldClass, value) is { } shown)
                    json.WriteString(name, shown);
            }),
            var type when type == typeof(long) => Of<long>((json, value) => json.WriteNumber(name, value)),
            var type when type == typeof(long?) => OfNullable<long>((json, value) => json.WriteNumber(name, value)),
            var type when type == typeof(int) => Of<int>((json, value) => json.WriteNumber(name, value)),
            var type when type == typeof(int?) => OfNullable<int>((json, value) => json.WriteNumber(name, value)),
            var type when type == typeof(double) => Of<double>((json, value) => WriteReal(json, name, value)),
            var type when type == typeof(double?) => OfNullable<double>((json, value) => WriteReal(json, name, value)),
            var type when type == typeof(decimal) => Of<decimal>((json, value) => json.WriteNumber(name, WithoutTrailingZeros(value))),
            var type when type == typeof(decimal?) => OfNullable<decimal>((json, value) => json.WriteNumber(name, WithoutTrailingZeros(value))),
            var type when type == typeof(bool) => Of<bool>((json, value) => json.WriteBoolean(name, value)),
            var type when type == typeof(bool?) => OfNullable<bool>((json, value) => json.WriteBoolean(name, value)),
            var type when type == typeof(DateTimeOffset) => Of<DateTimeOffset>((json, value) => json.WriteString(name, RecordJson.Instant(value))),
            var type when type == typeof(DateTimeOffset?) => OfNullable<DateTimeOffset>((json, value) => json.WriteString(name, RecordJson.Instant(value))),
            var type when type == typeof(IReadOnlyList<string>) =>
                Text<IReadOnlyList<string>?>((json, value, privacy) => WriteList(json, name, value, fieldClass, privacy)),
            var type when type == typeof(IReadOnlyList<long>) => Of<IReadOnlyList<long>?>((json, values) => WriteNumbers(json, name, values)),
            var type when type == typeof(IReadOnlyDictionary<string, string?>) =>
                Text<IReadOnlyDictionary<string, string?>?>((json, value, privacy) => WriteMap(json, name, value, fieldClass, privacy)),
            _ => throw NotAColumn(property),
        };

        ColumnWriter<TRecord> Text<TValue>(Action<Utf8JsonWriter, TValue, RecordPrivacy> write)
        {
            var get = property.GetMethod!.CreateDelegate<Func<TRecord, TValue>>();
            return (json, record, privacy) => write(json, get(record), privacy);
        }

        ColumnWriter<TRecord> Of<TValue>(Action<Utf8JsonWriter, TValue> write) => Text<TValue>((json, value, _) => write(json, value));

        ColumnWriter<TRecord> OfNullable<TValue>(Action<Utf8JsonWriter, TValue> write)
            where TValue : struct => Of<TValue?>((json, value) =>
        {
            if (value is { } given)
                write(json, given);
        });
    }

    // JSON has no number for these; a column without a value is what is left.
    private static void WriteReal(Utf8JsonWriter json, JsonEncodedText name, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumber(name, value);
    }

    // 1.50 and 1.5 are the same content and must give the same text.
    private static decimal WithoutTrailingZeros(decimal value) => value / 1.0000000000000000000000000000m;

    private static void WriteList(Utf8JsonWriter json, JsonEncodedText name, IReadOnlyList<string>? values, FieldClass fieldClass, RecordPrivacy privacy)
    {
        if (values is null || privacy.Hides(fieldClass))
            return;
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(privacy.Apply(fieldClass, value));
        json.WriteEndArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, JsonEncodedText name, IReadOnlyList<long>? values)
    {
        if (values is null)
            return;
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteNumberValue(value);
        json.WriteEndArray();
    }

    // Sorted, because a map comes in any order and the same content must give the same text.
    private static void WriteMap(
        Utf8JsonWriter json, JsonEncodedText name, IReadOnlyDictionary<string, string?>? values, FieldClass fieldClass, RecordPrivacy privacy)
    {
        if (values is null || privacy.Hides(fieldClass))
            return;
        json.WriteStartObject(name);
        foreach (var (key, value) in values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            json.WriteString(key, privacy.Apply(fieldClass, value));
        json.WriteEndObject();
    }

    private static ColumnType TypeOf(PropertyInfo property) => (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) switch
    {
        var type when type == typeof(string) => ColumnType.String,
        var type when type == typeof(long) || type == typeof(int) => ColumnType.Long,
        var type when type == typeof(double) || type == typeof(decimal) => ColumnType.Real,
        var type when type == typeof(bool) => ColumnType.Boolean,
        var type when type == typeof(DateTimeOffset) => ColumnType.DateTime,
        var type when type == typeof(IReadOnlyList<string>) || type == typeof(IReadOnlyList<long>) || type == typeof(IReadOnlyDictionary<string, string?>) =>
            ColumnType.Dynamic,
        _ => throw NotAColumn(property),
    };

    private static InvalidOperationException NotAColumn(PropertyInfo property) => new(
        $"{Name(property)} has the type {property.PropertyType.Name}, which no column has. Use string, long, int, double, decimal, bool, " +
        "DateTimeOffset, a list of strings or of long, or a map of strings.");

    private static string Name(PropertyInfo property) => $"{property.DeclaringType?.Name}.{property.Name}";
}
