using System.Collections.Concurrent;
using DbxServerless.Databricks;
using DbxServerless.Simulator.History;

namespace DbxServerless.Simulator.Statements;

/// <summary>The statements that were submitted.</summary>
internal sealed class StatementStore(SimulatorOptions options, SimulatedWarehouse warehouse, StatementExecution execution, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, SimulatedStatement> _statements = new();
    private int _submitted;

    public SimulatedStatement Submit(StatementRequest request)
    {
        var now = time.GetUtcNow();
        foreach (var statement in _statements.Values)
        {
            if (statement.IsForgottenAt(now))
                _statements.TryRemove(statement.Id, out _);
        }

        var id = SeededRandom.Guid(options.Seed, "statement", Interlocked.Increment(ref _submitted).ToString());
        var (begins, ends) = warehouse.Take();
        return _statements[id] = new SimulatedStatement(id, request, begins, ends, execution.Run);
    }

    /// <returns>Null when it never was, or is forgotten.</returns>
    public SimulatedStatement? Find(string id) =>
        _statements.TryGetValue(id, out var statement) && !statement.IsForgottenAt(time.GetUtcNow()) ? statement : null;
}
