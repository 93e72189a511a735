namespace DbxServerless.Databricks;

/// <summary>Runs SELECT statements.</summary>
public interface ISqlWarehouse
{
    /// <summary>Runs a statement to its end and gives its result, whose rows are read as they are asked for.</summary>
    /// <exception cref="DatabricksException">The statement failed, or anything before it.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the statement is cancelled too.</exception>
    Task<SqlResult> ExecuteAsync(SqlStatement statement, CancellationToken cancellationToken);
}
