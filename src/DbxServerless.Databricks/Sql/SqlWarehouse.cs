using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace DbxServerless.Databricks;

/// <summary>Statements on the configured warehouse.</summary>
internal sealed class SqlWarehouse(StatementRunner runner, ResultReader reader, WorkspaceConnection connection, ILogger logger) : ISqlWarehouse
{
    public async Task<SqlResult> ExecuteAsync(SqlStatement statement, CancellationToken cancellationToken)
    {
        ReadOnlyGuard.EnsureSelect(statement.Text);
        var isSplit = UsesShards(statement);
        var run = new Run(statement, isSplit);
        run.Pending.Push(Shard.Whole);
        var first = await NextAsync(run, cancellationToken);
        var columns = first.Manifest?.Schema?.Columns.OrderBy(column => column.Position)
            .Select(column => new SqlColumn(column.Name, column.TypeName, column.TypeText)).ToList() ?? [];

        var rest = run.Pending.ToArray();
        SqlResult? result = null;
        result = new SqlResult(first.StatementId, columns, token => RowsAsync(run, first, rest, result!, token)) { Elapsed = run.Elapsed, Truncated = run.Truncated };
        return result;
    }

    private async IAsyncEnumerable<IReadOnlyList<string?>> RowsAsync(
        Run run, StatementResponse first, Shard[] rest, SqlResult result, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in reader.ReadAsync(first, cancellationToken))
            yield return row;

        run.Pending = new Stack<Shard>(rest.Reverse());
        while (run.Pending.Count > 0)
        {
            StatementResponse next;
            try
            {
                next = await NextAsync(run, cancellationToken);
            }
            finally
            {
                result.Elapsed = run.Elapsed;
                result.Truncated |= run.Truncated;
            }

            await foreach (var row in reader.ReadAsync(next, cancellationToken))
                yield return row;
        }
    }

    /// <summary>Runs the next part, in halves as long as it is too large.</summary>
    private async Task<StatementResponse> NextAsync(Run run, CancellationToken cancellationToken)
    {
        while (true)
        {
            var shard = run.Pending.Pop();
            try
            {
                var answer = await runner.RunAsync(Request(run, shard), elapsed => run.Elapsed += elapsed, cancellationToken);
                run.Truncated |= answer.Manifest?.Truncated ?? false;
                return answer;
            }
            catch (DatabricksException exception) when (exception.Kind == DatabricksErrorKind.ResultTooLarge && run.IsSplit)
            {
                if (shard.Count == Shard.MaxCount)
                    throw TooLarge(exception);
                var (near, far) = shard.Split();
                logger.SplittingResult(exception.StatementId, near.Count);
                run.Pending.Push(far);
                run.Pending.Push(near);
            }
        }
    }

    private StatementRequest Request(Run run, Shard shard)
    {
        var parameters = run.Statement.Parameters.Select(parameter => new StatementParameter { Name = parameter.Name, Value = parameter.Value, Type = parameter.Type });
        if (run.IsSplit)
            parameters = parameters.Append(Number(Shard.CountParameter, shard.Count)).Append(Number(Shard.IndexParameter, shard.Index));
        var all = parameters.ToList();
        return new StatementRequest
        {
            WarehouseId = Warehouses.Required(connection),
            Statement = run.Statement.Text,
            Parameters = all.Count == 0 ? null : all,
            Disposition = run.Statement.ExternalLinks ? "EXTERNAL_LINKS" : "INLINE",
            Format = "JSON_ARRAY",
            // Short of the attempt's own limit, or the answer would never come.
            WaitTimeout = connection.AttemptTimeout >= TimeSpan.FromSeconds(20) ? "10s" : "0s",
            OnWaitTimeout = connection.AttemptTimeout >= TimeSpan.FromSeconds(20) ? "CONTINUE" : null,
            RowLimit = run.Statement.RowLimit,
            Catalog = run.Statement.Catalog,
            Schema = run.Statement.Schema,
        };
    }

    private static StatementParameter Number(string name, int value) =>
        new() { Name = name, Value = value.ToString(CultureInfo.InvariantCulture), Type = "INT" };

    private static bool UsesShards(SqlStatement statement) =>
        statement.Parameters.All(parameter => parameter.Name is not (Shard.CountParameter or Shard.IndexParameter))
        && SqlTokens.Of(statement.Text).Any(token => token is ":" + Shard.CountParameter or ":" + Shard.IndexParameter);

    private static DatabricksException TooLarge(DatabricksException part) =>
        new(part.Kind, $"The statement's result is too large even in {Shard.MaxCount} parts.",
            "Split it by a key with more values, select fewer columns or a shorter time, or ask for external links.", part)
        { Status = part.Status, ErrorCode = part.ErrorCode, StatementId = part.StatementId, Endpoint = part.Endpoint };

    /// <summary>One statement with all its parts.</summary>
    private sealed class Run(SqlStatement statement, bool isSplit)
    {
        public SqlStatement Statement => statement;

        public bool IsSplit => isSplit;

        public Stack<Shard> Pending { get; set; } = [];

        public TimeSpan Elapsed { get; set; }

        public bool Truncated { get; set; }
    }
}
