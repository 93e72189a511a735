using System.Globalization;

namespace DbxServerless.Databricks;

/// <summary>A named parameter, without its colon. A null value is NULL of its type.</summary>
public sealed record SqlParameter
{
    private SqlParameter(string name, string type, string? value)
    {
        Name = name;
        Type = type;
        Value = value;
    }

    public string Name { get; }

    /// <summary>The SQL type.</summary>
    public string Type { get; }

    /// <summary>The value as SQL reads it.</summary>
    public string? Value { get; }

    public static SqlParameter Text(string name, string? value) => new(name, "STRING", value);

    public static SqlParameter Int64(string name, long? value) => new(name, "BIGINT", value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>An instant, sent in UTC to the microsecond.</summary>
    public static SqlParameter Timestamp(string name, DateTimeOffset? value) =>
        new(name, "TIMESTAMP", value?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));

    public static SqlParameter Date(string name, DateOnly? value) => new(name, "DATE", value?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>A number with all its digits; the type has 18 after the point.</summary>
    public static SqlParameter Decimal(string name, decimal? value) => new(name, "DECIMAL(38,18)", value?.ToString(CultureInfo.InvariantCulture));

    public static SqlParameter Boolean(string name, bool? value) => new(name, "BOOLEAN", value is null ? null : value.Value ? "true" : "false");
}
