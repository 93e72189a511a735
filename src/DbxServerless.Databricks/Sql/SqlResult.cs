using System.Runtime.CompilerServices;

namespace DbxServerless.Databricks;

/// <summary>The result of a statement that succeeded.</summary>
public sealed class SqlResult : IAsyncDisposable
{
    private readonly Func<CancellationToken, IAsyncEnumerable<IReadOnlyList<string?>>> _rows;
    private readonly SqlColumns _columns;
    private bool _disposed;

    internal SqlResult(
        string statementId, IReadOnlyList<SqlColumn> columns, Func<CancellationToken, IAsyncEnumerable<IReadOnlyList<string?>>> rows)
    {
        StatementId = statementId;
        _columns = new SqlColumns(columns, statementId);
        _rows = rows;
    }

    /// <summary>The statement's id; of a result in several parts the first part's.</summary>
    public string StatementId { get; }

    public IReadOnlyList<SqlColumn> Columns => _columns.All;

    /// <summary>Time on the warehouse, from submission to the end, its start included. Grows while the parts of a split result are read.</summary>
    public TimeSpan Elapsed { get; internal set; }

    /// <summary>Whether a limit cut rows off. Certain once all rows were read.</summary>
    public bool Truncated { get; internal set; }

    /// <summary>A result made of given cells, for tests of those who read results.</summary>
    /// <param name="rows">Each row as the API would send it: texts or null, in the order of the columns.</param>
    public static SqlResult From(IReadOnlyList<SqlColumn> columns, IEnumerable<IReadOnlyList<string?>> rows, string statementId = "statement-1",
        TimeSpan elapsed = default, bool truncated = false) =>
        new(statementId, columns, _ => rows.ToAsyncEnumerable()) { Elapsed = elapsed, Truncated = truncated };

    /// <summary>Reads the rows, fetching them as they are asked for.</summary>
    /// <exception cref="DatabricksException">A chunk or a part could not be had.</exception>
    public async IAsyncEnumerable<SqlRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        await foreach (var cells in _rows(cancellationToken).WithCancellation(cancellationToken))
            yield return new SqlRow(_columns, cells);
    }

    public ValueTask DisposeAsync()
    {
        _disposed = true;
        return ValueTask.CompletedTask;
    }
}
