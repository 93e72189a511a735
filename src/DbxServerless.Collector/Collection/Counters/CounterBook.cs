using DbxServerless.Collector.Metrics;

namespace DbxServerless.Collector.Collection.Counters;

/// <summary>The counters and histograms of one dataset and scope.</summary>
internal sealed class CounterBook
{
    private readonly Dictionary<string, CounterFamily> _families;

    public CounterBook(IEnumerable<MetricFamily> families, CounterFile? stored)
    {
        _families = families.ToDictionary(family => family.Name, family => new CounterFamily(family));
        foreach (var (name, family) in stored?.Families ?? new Dictionary<string, CounterFile.Family>())
            _families.GetValueOrDefault(name)?.Load(family);
    }

    /// <summary>Whether anything was added since it was last stored.</summary>
    public bool IsChanged { get; private set; }

    /// <exception cref="InvalidOperationException">The dataset does not declare the family.</exception>
    public void Add(Count count)
    {
        if (!_families.TryGetValue(count.Family.Name, out var family))
            throw new InvalidOperationException($"A record counts into '{count.Family.Name}', which its dataset does not list in CounterFamilies.");
        family.Add(count);
        IsChanged = true;
    }

    public CounterFile Store()
    {
        IsChanged = false;
        return new CounterFile(_families.ToDictionary(family => family.Key, family => family.Value.Store()));
    }

    public IEnumerable<Sample> Samples() => _families.Values.SelectMany(family => family.Samples());

    /// <summary>How many counts were folded into <c>other</c>, by family that has folded any.</summary>
    public IEnumerable<(string Family, long Folded)> Folded() =>
        _families.Where(family => family.Value.Folded > 0).Select(family => (family.Key, family.Value.Folded));
}
