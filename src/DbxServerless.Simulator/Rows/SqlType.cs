using System.Globalization;

namespace DbxServerless.Simulator.Rows;

/// <summary>A Databricks SQL type.</summary>
/// <param name="Text">As SQL writes it: <c>DECIMAL(38,18)</c>, <c>ARRAY&lt;STRING&gt;</c>, <c>STRUCT&lt;type: STRING&gt;</c>.</param>
public sealed record SqlType(string Text)
{
    /// <summary>The name in a result's manifest, by which cells are read.</summary>
    public string Name => Head switch
    {
        "BIGINT" => "LONG",
        "TINYINT" => "BYTE",
        "SMALLINT" => "SHORT",
        var head => head,
    };

    public bool IsNested => Head is "ARRAY" or "MAP" or "STRUCT";

    public int? Precision => Head == "DECIMAL" ? Arguments[0] : null;

    public int? Scale => Head == "DECIMAL" ? Arguments[1] : null;

    private string Head => Text.Split('(', '<')[0];

    private int[] Arguments => [.. Text[(Text.IndexOf('(') + 1)..^1].Split(',').Select(part => int.Parse(part, CultureInfo.InvariantCulture))];

    /// <summary>The type that values of a CLR type have unless a property says otherwise.</summary>
    public static SqlType Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return new SqlType($"ARRAY<{Of(type.GetGenericArguments()[0]).Text}>");
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
            return new SqlType($"MAP<{Of(type.GetGenericArguments()[0]).Text}, {Of(type.GetGenericArguments()[1]).Text}>");
        return new SqlType(type switch
        {
            _ when type == typeof(string) => "STRING",
            _ when type == typeof(long) => "BIGINT",
            _ when type == typeof(int) => "INT",
            _ when type == typeof(double) => "DOUBLE",
            _ when type == typeof(decimal) => "DECIMAL(38,18)",
            _ when type == typeof(bool) => "BOOLEAN",
            _ when type == typeof(DateTimeOffset) => "TIMESTAMP",
            _ when type == typeof(DateOnly) => "DATE",
            _ => $"STRUCT<{string.Join(", ", RowSchema.Of(type).Columns.Select(column => $"{column.Name}: {column.Type.Text}"))}>",
        });
    }
}
