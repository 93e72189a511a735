using System.Text.Json;
using DbxServerless.Collector.Collection.State;
using DbxServerless.Collector.Storage;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Collection.Metering;

/// <summary>
/// The requests to one workspace that all processes may send together. Each takes slices of a short window from the storage and uses them
/// up on its own, so that few requests cost a look there. After a 429 the budget is half as large for everybody, and doubles every minute
/// until it is whole again.
/// </summary>
internal sealed class SharedRequestBudget(IStateStore states, string workspace, double requestsPerSecond, TimeProvider time) : IRequestBudget
{
    private const int SlicesOfWindow = 5;
    private const int MostHalvings = 4;

    private static readonly TimeSpan WindowLength = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Recovery = TimeSpan.FromMinutes(1);

    private readonly string _key = KeyOf(workspace);
    private readonly SemaphoreSlim _gate = new(1);
    private DateTimeOffset _window;
    private int _left;

    /// <summary>Requests a second that are allowed at an instant, of those that the settings allow.</summary>
    public static async Task<double> AllowedAsync(
        IStateStore states, string workspace, double requestsPerSecond, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var stored = await states.LoadAsync(KeyOf(workspace), cancellationToken);
        return stored is null ? requestsPerSecond : requestsPerSecond / (1 << HalvingsOf(Read(stored.Value.Span), at));
    }

    /// <inheritdoc/>
    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            while (_window != WindowOf(time.GetUtcNow()) || _left == 0)
            {
                if (await LeaseAsync(cancellationToken))
                    continue;
                var now = time.GetUtcNow();
                await Task.Delay(WindowOf(now) + WindowLength - now, time, cancellationToken);
            }

            _left--;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public async Task ThrottledAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            _left = 0;
            // Requests that were under way together are throttled together: that is one reason to go slower, not many.
            await ChangeAsync(
                window => window.Lowered >= window.Start ? null : window with { Halvings = Math.Min(HalvingsOf(window, time.GetUtcNow()) + 1, MostHalvings), Lowered = time.GetUtcNow() },
                cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <returns>Whether there was something left of this window.</returns>
    private async Task<bool> LeaseAsync(CancellationToken cancellationToken)
    {
        var slice = 0;
        var leased = await ChangeAsync(
            window =>
            {
                var capacity = Math.Max(1, (int)(requestsPerSecond * WindowLength.TotalSeconds / (1 << HalvingsOf(window, time.GetUtcNow()))));
                slice = Math.Min((capacity + SlicesOfWindow - 1) / SlicesOfWindow, capacity - window.Taken);
                return slice <= 0 ? null : window with { Taken = window.Taken + slice };
            },
            cancellationToken);
        if (leased is null)
            return false;
        (_window, _left) = (leased.Start, slice);
        return true;
    }

    /// <returns>The window as it was saved, or null when there was nothing to change.</returns>
    private async Task<RequestWindow?> ChangeAsync(Func<RequestWindow, RequestWindow?> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var stored = await states.LoadAsync(_key, cancellationToken);
            var window = stored is null ? null : Read(stored.Value.Span);
            var current = WindowOf(time.GetUtcNow());
            window = window is null ? new RequestWindow(current, 0, 0, DateTimeOffset.MinValue)
                : window.Start == current ? window
                : window with { Start = current, Taken = 0 };
            if (change(window) is not { } changed)
                return null;
            if (await states.TrySaveAsync(_key, JsonSerializer.SerializeToUtf8Bytes(changed, CollectionStateJson.Default.RequestWindow), stored?.ETag, cancellationToken) is not null)
                return changed;
        }
    }

    private static string KeyOf(string workspace) => $"request-budget/{workspace}";

    private static RequestWindow Read(ReadOnlySpan<byte> stored) => JsonSerializer.Deserialize(stored, CollectionStateJson.Default.RequestWindow)!;

    private static int HalvingsOf(RequestWindow window, DateTimeOffset at) => (int)Math.Max(0, window.Halvings - Math.Floor((at - window.Lowered) / Recovery));

    private static DateTimeOffset WindowOf(DateTimeOffset instant) => new(instant.UtcTicks - (instant.UtcTicks % WindowLength.Ticks), TimeSpan.Zero);
}
