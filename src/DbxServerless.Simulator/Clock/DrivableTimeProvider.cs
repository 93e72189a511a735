namespace DbxServerless.Simulator.Clock;

/// <summary>The clock beneath, and as much further as it was driven. Timers that fall due while it is driven fire at once.</summary>
public sealed class DrivableTimeProvider(TimeProvider beneath) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly HashSet<DrivenTimer> _timers = [];
    private long _aheadTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => beneath.LocalTimeZone;

    public override DateTimeOffset GetUtcNow() => beneath.GetUtcNow().AddTicks(Interlocked.Read(ref _aheadTicks));

    public override long GetTimestamp() => beneath.GetElapsedTime(0).Ticks + Interlocked.Read(ref _aheadTicks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new DrivenTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock on. It is never moved back.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        DrivenTimer[] timers;
        lock (_gate)
        {
            _aheadTicks += by.Ticks;
            timers = [.. _timers];
        }

        foreach (var timer in timers)
            timer.Drive();
    }

    private sealed class DrivenTimer : ITimer
    {
        private readonly DrivableTimeProvider _clock;
        private readonly ITimer _timer;
        private DateTimeOffset _due = DateTimeOffset.MaxValue;
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public DrivenTimer(DrivableTimeProvider clock, TimerCallback callback, object? state)
        {
            _clock = clock;
            _timer = clock.Beneath.CreateTimer(_ =>
            {
                lock (_clock._gate)
                    _due = _period > TimeSpan.Zero ? _clock.GetUtcNow() + _period : DateTimeOffset.MaxValue;
                callback(state);
            }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_clock._gate)
            {
                _clock._timers.Add(this);
                _period = period;
                _due = dueTime < TimeSpan.Zero ? DateTimeOffset.MaxValue : _clock.GetUtcNow() + dueTime;
            }

            return _timer.Change(dueTime, period);
        }

        public void Drive()
        {
            TimeSpan left;
            lock (_clock._gate)
            {
                if (_due == DateTimeOffset.MaxValue)
                    return;
                left = _due - _clock.GetUtcNow();
            }

            _timer.Change(left > TimeSpan.Zero ? left : TimeSpan.Zero, _period);
        }

        public void Dispose()
        {
            lock (_clock._gate)
                _clock._timers.Remove(this);
            _timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private TimeProvider Beneath => beneath;
}
