namespace DbxServerless.Simulator.Clock;

/// <summary>A clock that runs faster (or slower) than the one beneath it: a minute passes in a second at speed 60. Timers and timeouts follow.</summary>
public sealed class AcceleratedTimeProvider : TimeProvider
{
    // No timer of the clock beneath takes more.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(49);

    private readonly TimeProvider _beneath;
    private readonly double _speed;
    private readonly DateTimeOffset _start;
    private readonly long _origin;

    /// <param name="speed">Seconds of this clock in one second of the clock beneath.</param>
    /// <param name="start">What this clock shows now.</param>
    /// <param name="beneath">The clock beneath, the system's by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The speed is not above 0.</exception>
    public AcceleratedTimeProvider(double speed, DateTimeOffset start, TimeProvider? beneath = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(speed);
        _speed = speed;
        _start = start;
        _beneath = beneath ?? System;
        _origin = _beneath.GetTimestamp();
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => _beneath.LocalTimeZone;

    public override DateTimeOffset GetUtcNow() => _start.AddTicks(GetTimestamp()).ToUniversalTime();

    public override long GetTimestamp() => (long)(_beneath.GetElapsedTime(_origin).Ticks * _speed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ScaledTimer(_beneath.CreateTimer(callback, state, Beneath(dueTime), Beneath(period)), this);

    private TimeSpan Beneath(TimeSpan time)
    {
        if (time <= TimeSpan.Zero)
            return time;
        var scaled = Math.Min(time.TotalMilliseconds / _speed, Longest.TotalMilliseconds);
        // Rounded up: a timer must not fire before its time.
        return TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(scaled)));
    }

    private sealed class ScaledTimer(ITimer timer, AcceleratedTimeProvider clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(clock.Beneath(dueTime), clock.Beneath(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
