using DbxServerless.Collector.Datasets;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Collection.Metering;

/// <summary>A warehouse as one pass uses it: counts statements and seconds, holds the day's ceiling and the number of statements at a time.</summary>
internal sealed class MeteredWarehouse(ISqlWarehouse inner, Scope scope, WarehouseBudget budget, WorkspaceUse use, SemaphoreSlim places, TimeProvider time)
    : ISqlWarehouse
{
    private SqlResult? _latest;
    private double _earlierSeconds;
    private double _charged;

    public int Statements { get; private set; }

    /// <summary>Seconds of all statements. A result that comes in parts grows while it is read.</summary>
    public double Seconds => _earlierSeconds + (_latest?.Elapsed.TotalSeconds ?? 0);

    /// <exception cref="OverBudgetException">The day's ceiling is reached.</exception>
    public async Task<SqlResult> ExecuteAsync(SqlStatement statement, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            await ChargeAsync(cancellationToken);
            await budget.EnsureRoomAsync(scope, cancellationToken);
            Statements++;
            (_earlierSeconds, _latest) = (Seconds, null);
            var started = time.GetTimestamp();
            var from = time.GetUtcNow();
            try
            {
                return _latest = await inner.ExecuteAsync(statement, cancellationToken);
            }
            catch
            {
                _earlierSeconds += time.GetElapsedTime(started).TotalSeconds;
                throw;
            }
            finally
            {
                use.Ran(from, time.GetUtcNow());
            }
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>Charges the day with what was used since it was last charged.</summary>
    public async Task ChargeAsync(CancellationToken cancellationToken)
    {
        var due = Seconds - _charged;
        await budget.AddAsync(scope, due, cancellationToken);
        _charged += due;
    }
}
