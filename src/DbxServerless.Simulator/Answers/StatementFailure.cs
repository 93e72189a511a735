namespace DbxServerless.Simulator.Answers;

/// <summary>A statement that fails, as the API tells it: in an answer with status 200.</summary>
/// <param name="code">One of the service's codes, e.g. BAD_REQUEST.</param>
/// <param name="sqlState">The SQLSTATE, where there is one.</param>
public sealed class StatementFailure(string code, string message, string? sqlState) : Exception(message)
{
    public string Code { get; } = code;

    public string? SqlState { get; } = sqlState;
}
