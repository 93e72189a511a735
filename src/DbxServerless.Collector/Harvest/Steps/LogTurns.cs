using System.Collections.Concurrent;

namespace DbxServerless.Collector.Harvest.Steps;

/// <summary>Lets the runs of one process that share a log archive it one after the other, so that it is downloaded once.</summary>
internal sealed class LogTurns
{
    private readonly ConcurrentDictionary<string, Turn> _turns = new(StringComparer.Ordinal);

    public async Task<IDisposable> TakeAsync(string clusterId, string contextId, CancellationToken cancellationToken)
    {
        var key = $"{clusterId}/{contextId}";
        while (true)
        {
            var turn = _turns.GetOrAdd(key, static (name, turns) => new Turn(() => turns.TryRemove(name, out _)), _turns);
            await turn.Gate.WaitAsync(cancellationToken);
            if (_turns.TryGetValue(key, out var current) && current == turn)
                return turn;
            turn.Gate.Release();
        }
    }

    // Whoever waits for a turn that is over takes part in the next one.
    private sealed class Turn(Action over) : IDisposable
    {
        public SemaphoreSlim Gate { get; } = new(1);

        public void Dispose()
        {
            over();
            Gate.Release();
        }
    }
}
