namespace DbxServerless.Databricks;

/// <summary>A column of a result.</summary>
public sealed record ResultColumn
{
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>The type in SQL, e.g. <c>BIGINT</c>.</summary>
    public string? TypeText { get; init; }

    /// <summary>The type that decides how cells are read, e.g. <c>LONG</c>.</summary>
    public string TypeName { get; init => field = value ?? ""; } = "";

    public int Position { get; init; }

    public int? TypePrecision { get; init; }

    public int? TypeScale { get; init; }
}
