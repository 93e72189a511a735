namespace DbxServerless.Benchmarks.Harvest;

/// <summary>When requests came.</summary>
internal sealed class RequestTimes
{
    private readonly Lock _gate = new();
    private readonly List<long> _times = [];

    public int Count => _times.Count;

    public void Add()
    {
        lock (_gate)
            _times.Add(TimeProvider.System.GetTimestamp());
    }

    /// <summary>The most that came within any span of that length.</summary>
    public int MostWithin(TimeSpan span)
    {
        var (first, most) = (0, 0);
        for (var last = 0; last < _times.Count; last++)
        {
            while (TimeProvider.System.GetElapsedTime(_times[first], _times[last]) >= span)
                first++;
            most = Math.Max(most, last - first + 1);
        }

        return most;
    }
}
