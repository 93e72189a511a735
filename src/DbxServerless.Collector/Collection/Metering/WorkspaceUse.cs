using System.Text.Json;
using DbxServerless.Collector.Collection.State;
using DbxServerless.Collector.Storage;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Collection.Metering;

/// <summary>Counts what collecting uses of one workspace: requests, and the time that its warehouse is awake. Shared by all processes, kept over restarts.</summary>
/// <param name="name">The workspace's short name.</param>
/// <param name="requestsPerSecond">What the settings allow.</param>
/// <param name="requests">The requests that this process has sent to it.</param>
/// <param name="describe">Describes its warehouse.</param>
internal sealed class WorkspaceUse(
    string name, double requestsPerSecond, Func<RequestStatisticsSnapshot> requests, Func<CancellationToken, Task<Warehouse>> describe, IStateStore states,
    TimeProvider time)
{
    private static readonly TimeSpan WarehouseKnownFor = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _gate = new();
    private List<(DateTimeOffset From, DateTimeOffset To)> _statements = [];
    private RequestStatisticsSnapshot _settled = new() { ByOutcome = new Dictionary<string, long>() };
    private (DateTimeOffset At, Warehouse? Warehouse) _warehouse = (DateTimeOffset.MinValue, null);

    private string Key => $"used/{name}";

    /// <summary>Notes a statement that kept the warehouse awake.</summary>
    public void Ran(DateTimeOffset from, DateTimeOffset to)
    {
        lock (_gate)
            _statements.Add((from, to));
    }

    /// <summary>Adds what was used since the last call to what is stored.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await SettleInTurnAsync(used => used, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Gives what is stored to <paramref name="publish"/>; one at a time, so that what is published never falls.</summary>
    public async Task PublishAsync(Func<UsedSoFar, RequestAllowance, Task> publish, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var allowed = await SharedRequestBudget.AllowedAsync(states, name, requestsPerSecond, time.GetUtcNow(), cancellationToken);
            var used = await SettleInTurnAsync(sum => sum.WithShare(time.GetUtcNow(), allowed), cancellationToken);
            await publish(used, new RequestAllowance(requestsPerSecond, allowed));
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<UsedSoFar> SettleInTurnAsync(Func<UsedSoFar, UsedSoFar> look, CancellationToken cancellationToken)
    {
        var statements = Take();
        try
        {
            var warehouse = statements.Count > 0 ? await WarehouseAsync(cancellationToken) : null;
            var now = requests();
            while (true)
            {
                var (used, eTag) = await LoadAsync(cancellationToken);
                var sum = look(statements.Count == 0 && now.Requests == _settled.Requests ? used : Sum(used, now, statements, warehouse));
                if (ReferenceEquals(sum, used))
                    return used;
                if (await states.TrySaveAsync(Key, JsonSerializer.SerializeToUtf8Bytes(sum, CollectionStateJson.Default.UsedSoFar), eTag, cancellationToken) is null)
                    continue;
                _settled = now;
                return sum;
            }
        }
        catch
        {
            lock (_gate)
                _statements.InsertRange(0, statements);
            throw;
        }
    }

    private List<(DateTimeOffset From, DateTimeOffset To)> Take()
    {
        lock (_gate)
        {
            var taken = _statements;
            _statements = [];
            return taken;
        }
    }

    private UsedSoFar Sum(UsedSoFar used, RequestStatisticsSnapshot now, List<(DateTimeOffset From, DateTimeOffset To)> statements, Warehouse? warehouse)
    {
        var requests = used.Requests.ToDictionary();
        foreach (var (outcome, count) in now.ByOutcome)
            requests[outcome] = requests.GetValueOrDefault(outcome) + count - _settled.ByOutcome.GetValueOrDefault(outcome);
        var sum = used with
        {
            Requests = requests,
            Retries = used.Retries + now.Retried - _settled.Retried,
            BytesReceived = used.BytesReceived + now.BytesReceived - _settled.BytesReceived,
            WaitedSeconds = used.WaitedSeconds + now.WaitedSeconds - _settled.WaitedSeconds,
        };
        var tail = TimeSpan.FromMinutes(warehouse?.AutoStopMins ?? 0);
        return statements.OrderBy(statement => statement.From).Aggregate(
            sum, (total, statement) => total.WithStatement(statement.From, statement.To + tail, WarehouseSizes.DbusPerHour(warehouse?.ClusterSize)));
    }

    private async Task<Warehouse?> WarehouseAsync(CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() - _warehouse.At > WarehouseKnownFor)
        {
            try
            {
                _warehouse = (time.GetUtcNow(), await describe(cancellationToken));
            }
            catch (DatabricksException)
            {
                // Seconds are counted all the same; DBUs only when the size is known.
                _warehouse = (time.GetUtcNow(), _warehouse.Warehouse);
            }
        }

        return _warehouse.Warehouse;
    }

    private async Task<(UsedSoFar Used, string? ETag)> LoadAsync(CancellationToken cancellationToken)
    {
        var stored = await states.LoadAsync(Key, cancellationToken);
        return (stored is null ? new UsedSoFar() : JsonSerializer.Deserialize(stored.Value.Span, CollectionStateJson.Default.UsedSoFar)!, stored?.ETag);
    }
}
