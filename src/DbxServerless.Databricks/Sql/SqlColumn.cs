namespace DbxServerless.Databricks;

/// <summary>A column of a result.</summary>
/// <param name="TypeName">How cells are read: STRING, LONG, INT, DECIMAL, DOUBLE, BOOLEAN, TIMESTAMP, DATE, ARRAY, MAP, STRUCT …</param>
/// <param name="TypeText">The type as SQL writes it, e.g. <c>DECIMAL(38,18)</c>.</param>
public sealed record SqlColumn(string Name, string TypeName = "STRING", string? TypeText = null)
{
    /// <summary>The type for messages.</summary>
    public string ShownType => TypeText ?? TypeName;
}
