using DbxServerless.Simulator.Faults;

namespace DbxServerless.Simulator.Statements;

/// <summary>The SQL warehouse: starts when it is used and stops itself when it is not.</summary>
public sealed class SimulatedWarehouse
{
    private readonly Lock _gate = new();
    private readonly WarehouseOptions _options;
    private readonly FaultList _faults;
    private readonly TimeProvider _time;
    private DateTimeOffset _readyAt;
    private DateTimeOffset _idleFrom;
    private bool _isStopped;

    internal SimulatedWarehouse(WarehouseOptions options, FaultList faults, TimeProvider time)
    {
        _options = options;
        _faults = faults;
        _time = time;
        _isStopped = !options.IsRunning;
        _readyAt = _idleFrom = time.GetUtcNow();
    }

    public string Id => _options.Id;

    public string Name => _options.Name;

    /// <summary>As the API spells it, e.g. <c>2X-Small</c>.</summary>
    public string Size => _faults.Standing(FaultKind.WarehouseSize) is { } fault ? fault.Target ?? "Medium" : _options.Size;

    public int AutoStopMinutes => _faults.Standing(FaultKind.WarehouseAutoStop) is { } fault ? (int)((fault.Seconds ?? 2700) / 60) : _options.AutoStopMinutes;

    /// <summary>STOPPED, STARTING or RUNNING.</summary>
    public string State
    {
        get
        {
            lock (_gate)
                return IsStopped(_time.GetUtcNow()) ? "STOPPED" : _time.GetUtcNow() < _readyAt ? "STARTING" : "RUNNING";
        }
    }

    public bool Exists(string id) => id == Id && _faults.Standing(FaultKind.WarehouseMissing) is null;

    /// <summary>Takes a statement: starts when stopped.</summary>
    /// <returns>When the statement begins and when it ends.</returns>
    internal (DateTimeOffset Begins, DateTimeOffset Ends) Take()
    {
        var now = _time.GetUtcNow();
        var stopped = _faults.Hit(FaultKind.WarehouseStopped);
        var slow = _faults.Hit(FaultKind.SlowWarehouse);
        lock (_gate)
        {
            if (stopped is not null || IsStopped(now))
            {
                _isStopped = false;
                _readyAt = now + (stopped is null ? _options.StartupTime : TimeSpan.FromSeconds(stopped.Seconds ?? 180));
            }

            var begins = now > _readyAt ? now : _readyAt;
            var ends = begins + _options.StatementTime + (slow is null ? TimeSpan.Zero : TimeSpan.FromSeconds(slow.Seconds ?? 60));
            if (ends > _idleFrom)
                _idleFrom = ends;
            return (begins, ends);
        }
    }

    private bool IsStopped(DateTimeOffset now)
    {
        if (!_isStopped && AutoStopMinutes > 0 && now >= _idleFrom.AddMinutes(AutoStopMinutes))
            _isStopped = true;
        return _isStopped;
    }
}
