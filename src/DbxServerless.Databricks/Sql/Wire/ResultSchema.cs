namespace DbxServerless.Databricks;

/// <summary>The columns of a result.</summary>
public sealed record ResultSchema
{
    public int ColumnCount { get; init; }

    public IReadOnlyList<ResultColumn> Columns { get; init => field = value ?? []; } = [];
}
