using DbxServerless.Databricks;

namespace DbxServerless.Simulator.Statements;

/// <summary>What a statement came to: a result, or an error.</summary>
internal sealed record StatementOutcome(IReadOnlyList<ResultColumn> Columns, IReadOnlyList<string?[]> Rows, bool Truncated, StatementStatus? Failure)
{
    public static StatementOutcome Failed(string code, string message, string? sqlState) =>
        new([], [], false, new StatementStatus { State = "FAILED", Error = new StatementError { ErrorCode = code, Message = message }, SqlState = sqlState });
}
