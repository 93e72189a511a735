namespace DbxServerless.Databricks;

/// <summary>A named parameter as it is sent; no value is NULL.</summary>
public sealed record StatementParameter
{
    public string Name { get; init => field = value ?? ""; } = "";

    public string? Value { get; init; }

    /// <summary>A SQL type; none is STRING.</summary>
    public string? Type { get; init; }
}
