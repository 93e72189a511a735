namespace DbxServerless.Spark.Application;

/// <summary>
/// The SQL metrics that were reported, by accumulator. Ids are dense, so the states lie in pages that are found by the id's upper bits.
/// </summary>
internal sealed class Accumulators
{
    private const int PageBits = 10;
    private const int MaxDensePages = 1 << 16;

    private State[]?[] _pages = new State[]?[64];
    private readonly Dictionary<long, State[]> _farPages = [];

    /// <summary>Stages beyond the first that updated an accumulator; few have any.</summary>
    private readonly Dictionary<long, List<SparkStage>> _moreStages = [];

    public ref State this[long id] => ref Page(id >> PageBits)[id & ((1 << PageBits) - 1)];

    public void AddStage(long id, ref State state, SparkStage stage)
    {
        if (ReferenceEquals(state.Stage, stage))
        {
            return;
        }

        if (state.Stage is null)
        {
            state.Stage = stage;
            return;
        }

        if (!_moreStages.TryGetValue(id, out var more))
        {
            _moreStages[id] = more = [];
        }

        if (!more.Contains(stage))
        {
            more.Add(stage);
        }
    }

    /// <summary>Links the node with the stages that updated the accumulator.</summary>
    public void LinkStages(long id, PlanNode node)
    {
        if (this[id].Stage is { } first)
        {
            node.Link(first);
            if (_moreStages.TryGetValue(id, out var more))
            {
                more.ForEach(node.Link);
            }
        }
    }

    private State[] Page(long number)
    {
        if ((ulong)number < (ulong)_pages.Length)
        {
            return _pages[number] ??= NewPage();
        }

        if ((ulong)number < MaxDensePages)
        {
            Array.Resize(ref _pages, (int)Math.Max(number + 1, _pages.Length * 2));
            return _pages[number] ??= NewPage();
        }

        if (!_farPages.TryGetValue(number, out var page))
        {
            _farPages[number] = page = NewPage();
        }

        return page;
    }

    private static State[] NewPage() => new State[1 << PageBits];

    /// <summary>What was reported of one accumulator.</summary>
    internal struct State
    {
        /// <summary>The total that was reported last, and the highest.</summary>
        public long Last;
        public long Highest;
        public long MaxUpdate;
        public long Tasks;
        public bool HasTotal;
        public SparkStage? Stage;

        public void SetTotal(long value)
        {
            if (value < 0)
            {
                return; // size metrics start at -1
            }

            Last = value;
            Highest = HasTotal ? Math.Max(Highest, value) : value;
            HasTotal = true;
        }

        public void AddUpdate(long update)
        {
            MaxUpdate = Math.Max(MaxUpdate, update);
            Tasks++;
        }
    }
}
