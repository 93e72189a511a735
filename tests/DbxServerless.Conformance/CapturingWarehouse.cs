using DbxServerless.Databricks;

namespace DbxServerless.Conformance;

/// <summary>Keeps what it is sent and answers with nothing.</summary>
internal sealed class CapturingWarehouse : ISqlWarehouse
{
    public List<SqlStatement> Statements { get; } = [];

    public Task<SqlResult> ExecuteAsync(SqlStatement statement, CancellationToken cancellationToken)
    {
        Statements.Add(statement);
        return Task.FromResult(SqlResult.From([], []));
    }
}
