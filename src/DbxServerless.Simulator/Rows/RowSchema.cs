using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;

namespace DbxServerless.Simulator.Rows;

/// <summary>The columns of a row record: its properties in their order, named in snake case.</summary>
public sealed class RowSchema
{
    private static readonly ConcurrentDictionary<Type, RowSchema> Known = new();

    private RowSchema(Type type) => Columns = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(Column)];

    public IReadOnlyList<RowColumn> Columns { get; }

    public static RowSchema Of(Type type) => Known.GetOrAdd(type, static known => new RowSchema(known));

    /// <summary>The cells of a row as the API sends them: texts or null.</summary>
    public string?[] Cells(object row)
    {
        var cells = new string?[Columns.Count];
        for (var place = 0; place < cells.Length; place++)
            cells[place] = SqlCells.Text(Columns[place].ValueOf(row), Columns[place].Type);
        return cells;
    }

    private static RowColumn Column(PropertyInfo property) => new(
        property,
        property.GetCustomAttribute<ColumnNameAttribute>()?.Name ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name),
        property.GetCustomAttribute<SqlTypeAttribute>() is { } given ? new SqlType(given.Text) : SqlType.Of(property.PropertyType));
}
