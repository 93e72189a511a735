namespace DbxServerless.Collector.Collection.Counters;

/// <summary>The counters of one dataset and scope as they are stored.</summary>
/// <param name="Families">By name.</param>
internal sealed record CounterFile(IReadOnlyDictionary<string, CounterFile.Family> Families)
{
    /// <summary>The series of one family.</summary>
    /// <param name="Labels">Label names, in the order of the values.</param>
    /// <param name="Buckets">Bounds of a histogram.</param>
    /// <param name="Folded">How many counts went to a series <c>other</c> because the budget was used up.</param>
    /// <param name="Series">All series.</param>
    internal sealed record Family(IReadOnlyList<string> Labels, IReadOnlyList<double> Buckets, long Folded, IReadOnlyList<Series> Series);

    /// <summary>One series.</summary>
    /// <param name="Labels">Label values.</param>
    /// <param name="Sum">Value of a counter, or sum of a histogram.</param>
    /// <param name="Observations">Observations of a histogram by bucket; empty for counters.</param>
    internal sealed record Series(IReadOnlyList<string> Labels, double Sum, IReadOnlyList<long> Observations);
}
