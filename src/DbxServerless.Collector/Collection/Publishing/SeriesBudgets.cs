using DbxServerless.Collector.Metrics;

namespace DbxServerless.Collector.Collection.Publishing;

/// <summary>Holds measured families to their budgets of series.</summary>
internal static class SeriesBudgets
{
    /// <summary>
    /// The samples that are shown. A family that has more series than its budget shows those of the greatest values: what is slow, costly or
    /// frequent is what one looks for; or those of the least, where it says so. Quantiles of one series stay together.
    /// </summary>
    /// <returns>The samples, and the number of series left out by family, for families that had to leave some out.</returns>
    public static (IReadOnlyList<Sample> Shown, IReadOnlyDictionary<string, long> LeftOut) Hold(IReadOnlyList<Sample> samples)
    {
        var leftOut = new Dictionary<string, long>();
        var shown = new List<Sample>(samples.Count);
        foreach (var family in samples.GroupBy(sample => sample.Family))
        {
            var count = family.Count();
            if (count <= family.Key.SeriesBudget)
            {
                shown.AddRange(family);
                continue;
            }

            var series = family.GroupBy(sample => SeriesOf(family.Key, sample), StringComparer.Ordinal).ToList();
            shown.AddRange(series.OrderByDescending(Rank).ThenBy(one => one.Key, StringComparer.Ordinal).Take(family.Key.SeriesBudget).SelectMany(one => one));
            if (series.Count > family.Key.SeriesBudget)
                leftOut[family.Key.Name] = series.Count - family.Key.SeriesBudget;
        }

        return (shown, leftOut);
    }

    private static string SeriesOf(MetricFamily family, Sample sample) =>
        string.Join('\u001f', sample.Labels.Where((_, place) => family.Labels[place] != "quantile"));

    // An age is the greater the earlier its instant is.
    private static double Rank(IEnumerable<Sample> series) => series.Max(sample => sample switch
    {
        { Since: { } since } => -since.ToUnixTimeMilliseconds(),
        { Value: double.NaN } => double.NegativeInfinity,
        { Family.ShowsLeast: true } => -sample.Value,
        _ => sample.Value,
    });
}
