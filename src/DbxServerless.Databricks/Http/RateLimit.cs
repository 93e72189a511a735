namespace DbxServerless.Databricks;

/// <summary>
/// A token bucket of one second's worth, kept as the instant of the next free token, so that waits follow the given clock
/// (the limiters of System.Threading.RateLimiting refill by their own stopwatch). Who asks first goes first.
/// </summary>
internal sealed class RateLimit(double requestsPerSecond, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly TimeSpan _interval = TimeSpan.FromSeconds(1 / requestsPerSecond);
    private readonly TimeSpan _burst = TimeSpan.FromSeconds(Math.Max(0, 1 - (1 / requestsPerSecond)));
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    public ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var earliest = now - _burst;
            if (_next < earliest)
                _next = earliest;
            wait = _next - now;
            _next += _interval;
        }

        return wait <= TimeSpan.Zero ? ValueTask.CompletedTask : new ValueTask(Task.Delay(wait, time, cancellationToken));
    }
}
