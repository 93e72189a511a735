namespace DbxServerless.Databricks;

/// <summary>The columns of one result with their places, shared by its rows.</summary>
internal sealed class SqlColumns
{
    private readonly Dictionary<string, int> _places = new(StringComparer.OrdinalIgnoreCase);

    public SqlColumns(IReadOnlyList<SqlColumn> columns, string statementId)
    {
        All = columns;
        StatementId = statementId;
        // Two columns may have one name; the first is meant.
        for (var place = 0; place < columns.Count; place++)
            _places.TryAdd(columns[place].Name, place);
    }

    public IReadOnlyList<SqlColumn> All { get; }

    public string StatementId { get; }

    public int Place(string name) => _places.TryGetValue(name, out var place)
        ? place
        : throw new DatabricksException(DatabricksErrorKind.UnexpectedResponse,
            $"Statement {StatementId} has no column '{name}'; it has {string.Join(", ", All.Select(column => column.Name))}.",
            "Name the column in the statement as it is read.")
        { StatementId = StatementId };
}
