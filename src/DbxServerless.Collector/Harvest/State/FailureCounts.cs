namespace DbxServerless.Collector.Harvest.State;

/// <summary>Tries that failed since the beginning, by what kind of failure it was.</summary>
internal sealed record FailureCounts(IReadOnlyDictionary<string, long> ByReason)
{
    public FailureCounts Plus(IEnumerable<string> reasons)
    {
        var counts = ByReason.ToDictionary(StringComparer.Ordinal);
        foreach (var reason in reasons)
            counts[reason] = counts.GetValueOrDefault(reason) + 1;
        return new FailureCounts(counts);
    }
}
