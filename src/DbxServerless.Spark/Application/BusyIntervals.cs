namespace DbxServerless.Spark.Application;

/// <summary>
/// When at least one task ran: a union of time intervals. Tasks end roughly in order, so it is kept merged as they come.
/// There are at most 4,096 intervals; beyond that the shortest gaps are closed, so that idle time is never overstated.
/// </summary>
public sealed class BusyIntervals
{
    private const int Most = 4096;

    private readonly List<TimeInterval> _intervals = [];
    private long _closeGapsUpTo;

    /// <summary>Disjoint, rising.</summary>
    public IReadOnlyList<TimeInterval> Intervals => _intervals;

    /// <summary>Milliseconds of the union.</summary>
    public long TotalMs => _intervals.Sum(interval => interval.Milliseconds);

    /// <summary>Milliseconds of the union between two times.</summary>
    public long BusyMs(long start, long end) =>
        _intervals.Sum(interval => Math.Max(0, Math.Min(interval.End, end) - Math.Max(interval.Start, start)));

    internal void Add(long start, long end)
    {
        if (end <= start)
        {
            return;
        }

        var last = _intervals.Count - 1;
        while (last >= 0 && _intervals[last].Start > end + _closeGapsUpTo)
        {
            last--;
        }

        var first = last;
        var (from, to) = (start, end);
        while (first >= 0 && _intervals[first].End + _closeGapsUpTo >= start)
        {
            from = Math.Min(from, _intervals[first].Start);
            to = Math.Max(to, _intervals[first].End);
            first--;
        }

        if (first == last)
        {
            _intervals.Insert(last + 1, new TimeInterval(start, end));
            if (_intervals.Count > Most)
            {
                CloseShortGaps();
            }

            return;
        }

        _intervals[first + 1] = new TimeInterval(from, to);
        _intervals.RemoveRange(first + 2, last - first - 1);
    }

    private void CloseShortGaps()
    {
        var gaps = new long[_intervals.Count - 1];
        for (var i = 0; i < gaps.Length; i++)
        {
            gaps[i] = _intervals[i + 1].Start - _intervals[i].End;
        }

        Array.Sort(gaps);
        _closeGapsUpTo = gaps[gaps.Length / 2];
        var kept = 0;
        for (var i = 1; i < _intervals.Count; i++)
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

        _intervals.RemoveRange(kept + 1, _intervals.Count - kept - 1);
    }
}
