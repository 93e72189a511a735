using System.IO.Enumeration;
using DbxServerless.Simulator.History;

namespace DbxServerless.Simulator.Faults;

/// <summary>The faults of a simulated workspace. May be changed while it runs.</summary>
public sealed class FaultList
{
    private readonly Lock _gate = new();
    private readonly List<Entry> _faults = [];
    private readonly SeededRandom _random;
    private int _lastId;

    internal FaultList(int seed, IEnumerable<Fault> faults)
    {
        _random = SeededRandom.For(seed, "faults");
        foreach (var fault in faults)
            Add(fault);
    }

    /// <summary>The faults that stand, by their ids.</summary>
    public IReadOnlyDictionary<int, Fault> All
    {
        get
        {
            lock (_gate)
                return _faults.ToDictionary(entry => entry.Id, entry => entry.Fault with { Times = entry.Left });
        }
    }

    /// <summary>Adds a fault; the first that fits counts.</summary>
    /// <returns>Its id.</returns>
    public int Add(Fault fault)
    {
        lock (_gate)
        {
            _faults.Add(new Entry(++_lastId, fault, fault.Times));
            return _lastId;
        }
    }

    /// <returns>Whether there was one of that id.</returns>
    public bool Remove(int id)
    {
        lock (_gate)
            return _faults.RemoveAll(entry => entry.Id == id) > 0;
    }

    public void Clear()
    {
        lock (_gate)
            _faults.Clear();
    }

    /// <summary>The fault that hits a request, used up by one.</summary>
    internal Fault? Hit(string request, Func<FaultKind, bool> kinds) =>
        Take(fault => kinds(fault.Kind) && FileSystemName.MatchesSimpleExpression(fault.Endpoint, request, ignoreCase: true));

    /// <summary>The fault by which the workspace is not as it should be, used up by one.</summary>
    internal Fault? Hit(FaultKind kind, Func<Fault, bool>? fits = null) => Take(fault => fault.Kind == kind && fits?.Invoke(fault) != false);

    /// <summary>Whether there is such a fault; uses nothing up.</summary>
    internal Fault? Standing(FaultKind kind, Func<Fault, bool>? fits = null)
    {
        lock (_gate)
            return _faults.Find(entry => entry.Fault.Kind == kind && fits?.Invoke(entry.Fault) != false)?.Fault;
    }

    /// <summary>Whether an access list hides an object from us.</summary>
    internal bool Hides(string id) => Standing(FaultKind.HiddenObject, fault => fault.Target == id) is not null;

    private Fault? Take(Func<Fault, bool> fits)
    {
        lock (_gate)
        {
            foreach (var entry in _faults)
            {
                if (!fits(entry.Fault) || (entry.Fault.Probability < 1 && !_random.Chance(entry.Fault.Probability)))
                    continue;
                if (entry.Left is not null && --entry.Left == 0)
                    _faults.Remove(entry);
                return entry.Fault;
            }

            return null;
        }
    }

    private sealed class Entry(int id, Fault fault, int? left)
    {
        public int Id { get; } = id;

        public Fault Fault { get; } = fault;

        public int? Left { get; set; } = left;
    }
}
