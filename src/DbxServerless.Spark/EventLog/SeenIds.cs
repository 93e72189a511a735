namespace DbxServerless.Spark.EventLog;

/// <summary>
/// Which ids were seen. Task ids rise from 0 and finish nearly in order, so pages of them fill up and
/// then cost nothing but their place in a list: a million tasks cost a few kilobytes.
/// </summary>
internal sealed class SeenIds
{
    private const int PageBits = 12;
    private const int PageSize = 1 << PageBits;

    private static readonly Page Full = new();

    private readonly Dictionary<long, Page> _pages = [];
    private long _lastNumber = -1;
    private Page? _last;

    /// <summary>False when the id was seen before.</summary>
    public bool Add(long id)
    {
        var number = id >> PageBits;
        if (_last is null || number != _lastNumber)
        {
            if (!_pages.TryGetValue(number, out _last))
            {
                _pages[number] = _last = new Page { Bits = new ulong[PageSize / 64] };
            }

            _lastNumber = number;
        }

        if (ReferenceEquals(_last, Full))
        {
            return false;
        }

        var bit = (int)(id & (PageSize - 1));
        ref var word = ref _last.Bits[bit >> 6];
        var mask = 1ul << (bit & 63);
        if ((word & mask) != 0)
        {
            return false;
        }

        word |= mask;
        if (++_last.Count == PageSize)
        {
            _pages[number] = _last = Full;
        }

        return true;
    }

    public void Clear()
    {
        _pages.Clear();
        _last = null;
    }

    private sealed class Page
    {
        public ulong[] Bits { get; init; } = [];

        public int Count { get; set; }
    }
}
