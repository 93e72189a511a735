namespace DbxServerless.Simulator.Rows;

/// <summary>The name of a column where it is not the property's name in snake case.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ColumnNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
