namespace DbxServerless.Collector.Tests.Collection.Scheduling;

/// <summary>A clock that knows how many timers wait for it.</summary>
internal sealed class WatchedClock(TimeProvider clock) : TimeProvider
{
    private readonly Lock _gate = new();
    private int _waiting;
    private (int Timers, TaskCompletionSource Reached)? _awaited;

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var isWaiting = 1;
        var timer = clock.CreateTimer(
            _ =>
            {
                Leave();
                callback(state);
            },
            null, dueTime, period);
        Add(1);
        return new WatchedTimer(timer, Leave);

        void Leave()
        {
            if (Interlocked.Exchange(ref isWaiting, 0) == 1)
                Add(-1);
        }
    }

    /// <summary>Completes when so many timers wait.</summary>
    public Task WaitForTimersAsync(int timers)
    {
        lock (_gate)
        {
            _awaited = (timers, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            Check();
            return _awaited.Value.Reached.Task;
        }
    }

    private void Add(int timers)
    {
        lock (_gate)
        {
            _waiting += timers;
            Check();
        }
    }

    private void Check()
    {
        if (_awaited is { } awaited && awaited.Timers == _waiting)
            awaited.Reached.TrySetResult();
    }

    private sealed class WatchedTimer(ITimer timer, Action leave) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

        public void Dispose()
        {
            leave();
            timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
