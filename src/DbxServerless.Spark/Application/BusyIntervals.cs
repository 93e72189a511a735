namespace DbxServerless.Spark.Application;

/// <summary>
/// When at least one task ran: a union of time intervals. Tasks end roughly in order, so it is kept merged as they come.
/// There are at most 4,096 intervals; beyond that the shortest gaps are closed, so that idle time is never overstated.
/// </summary>
public sealed class BusyIntervals
{
    private const int Most = 4096;

    private TimeInterval[] _intervals = new TimeInterval[4];
    private int _count;
    private long _closeGapsUpTo;

    /// <summary>Disjoint, rising.</summary>
    public IReadOnlyList<TimeInterval> Intervals => new ArraySegment<TimeInterval>(_intervals, 0, _count);

    /// <summary>Milliseconds of the union.</summary>
    public long TotalMs => BusyMs(long.MinValue, long.MaxValue);

    /// <summary>Milliseconds of the union between two times.</summary>
    public long BusyMs(long start, long end)
    {
        var sum = 0L;
        foreach (var interval in _intervals.AsSpan(0, _count))
        {
            sum += Math.Max(0, Math.Min(interval.End, end) - Math.Max(interval.Start, start));
        }

        return sum;
    }

    internal void Add(long start, long end)
    {
        if (end <= start)
        {
            return;
        }

        // Those that the new one touches are merged into one; usually that is the last.
        var after = _count;
        while (after > 0 && _intervals[after - 1].Start > end + _closeGapsUpTo)
        {
            after--;
        }

        var first = after;
        while (first > 0 && _intervals[first - 1].End + _closeGapsUpTo >= start)
        {
            first--;
            start = Math.Min(start, _intervals[first].Start);
            end = Math.Max(end, _intervals[first].End);
        }

        if (first == after)
        {
            MakeRoom();
            Array.Copy(_intervals, first, _intervals, first + 1, _count - first);
            _count++;
        }
        else
        {
            Array.Copy(_intervals, after, _intervals, first + 1, _count - after);
            _count -= after - first - 1;
        }

        _intervals[first] = new TimeInterval(start, end);
        if (_count > Most)
        {
            CloseShortGaps();
        }
    }

    private void MakeRoom()
    {
        if (_count == _intervals.Length)
        {
            Array.Resize(ref _intervals, _count * 2);
        }
    }

    private void CloseShortGaps()
    {
        var gaps = new long[_count - 1];
        for (var i = 0; i < gaps.Length; i++)
        {
            gaps[i] = _intervals[i + 1].Start - _intervals[i].End;
        }

        Array.Sort(gaps);
        _closeGapsUpTo = gaps[gaps.Length / 2];
        var kept = 0;
        for (var i = 1; i < _count; i++)
        {
            if (_intervals[i].Start - _intervals[kept].End <= _closeGapsUpTo)
            {
                _intervals[kept] = new TimeInterval(_intervals[kept].Start, _intervals[i].End);
            }
            else
            {
                _intervals[++kept] = _intervals[i];
            }
        }

        _count = kept + 1;
    }
}
