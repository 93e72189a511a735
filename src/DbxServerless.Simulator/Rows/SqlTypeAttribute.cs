namespace DbxServerless.Simulator.Rows;

/// <summary>The SQL type of a column where the property's own type does not tell it.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SqlTypeAttribute(string text) : Attribute
{
    public string Text { get; } = text;
}
