using System.Text.Json;
using DbxServerless.Collector.Collection.State;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Storage;

namespace DbxServerless.Collector.Collection.Metering;

/// <summary>The day's warehouse seconds of each scope, shared by all processes and kept over restarts.</summary>
internal sealed class WarehouseBudget(IStateStore states, int secondsPerDay, TimeProvider time)
{
    /// <exception cref="OverBudgetException">The ceiling is reached.</exception>
    public async Task EnsureRoomAsync(Scope scope, CancellationToken cancellationToken)
    {
        if (secondsPerDay <= 0)
            return;
        var (used, _) = await LoadAsync(scope, cancellationToken);
        if (used.Seconds >= secondsPerDay)
            throw new OverBudgetException(scope, used.Seconds, secondsPerDay);
    }

    public async Task AddAsync(Scope scope, double seconds, CancellationToken cancellationToken)
    {
        if (secondsPerDay <= 0 || seconds <= 0)
            return;
        string? saved = null;
        while (saved is null)
        {
            var (used, eTag) = await LoadAsync(scope, cancellationToken);
            var sum = used with { Seconds = used.Seconds + seconds };
            saved = await states.TrySaveAsync(KeyOf(scope), JsonSerializer.SerializeToUtf8Bytes(sum, CollectionStateJson.Default.BudgetDay), eTag, cancellationToken);
        }
    }

    private static string KeyOf(Scope scope) => $"warehouse-seconds/{CollectionStore.NameOf(scope)}";

    private async Task<(BudgetDay Used, string? ETag)> LoadAsync(Scope scope, CancellationToken cancellationToken)
    {
        var stored = await states.LoadAsync(KeyOf(scope), cancellationToken);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var used = stored is null ? null : JsonSerializer.Deserialize(stored.Value.Span, CollectionStateJson.Default.BudgetDay);
        return (used?.Day == today ? used : new BudgetDay(today, 0), stored?.ETag);
    }
}
