using System.Reflection;

namespace DbxServerless.Simulator.Rows;

/// <summary>One column of a table or of an answer.</summary>
public sealed class RowColumn
{
    private readonly PropertyInfo _property;

    internal RowColumn(PropertyInfo property, string name, SqlType type)
    {
        _property = property;
        Name = name;
        Type = type;
    }

    public string Name { get; }

    public SqlType Type { get; }

    public object? ValueOf(object row) => _property.GetValue(row);
}
