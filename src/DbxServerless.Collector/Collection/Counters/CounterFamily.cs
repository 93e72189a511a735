using DbxServerless.Collector.Metrics;

namespace DbxServerless.Collector.Collection.Counters;

/// <summary>The series of one family. One that has a slot keeps it; when all slots are taken, new ones share series <c>other</c>.</summary>
internal sealed class CounterFamily(MetricFamily family)
{
    private const string Other = "other";

    // Kept when folding: two regions then never show one series, and sums by workspace stay right.
    private const string KeptLabel = "workspace_id";

    private readonly Dictionary<string, CounterSeries> _series = new(StringComparer.Ordinal);

    /// <summary>How many counts were folded.</summary>
    public long Folded { get; private set; }

    public IEnumerable<Sample> Samples() => _series.Values.Select(series => series.Sample());

    public void Add(Count count)
    {
        if (double.IsNaN(count.Amount))
            return;
        var labels = count.Labels;
        var key = KeyOf(labels);
        if (!_series.TryGetValue(key, out var series) && _series.Count >= family.SeriesBudget)
        {
            Folded++;
            labels = Fold(labels);
            key = KeyOf(labels);
            _series.TryGetValue(key, out series);
        }

        if (series is null)
            _series.Add(key, series = new CounterSeries(family, labels));
        series.Add(count);
    }

    public CounterFile.Family Store() => new(family.Labels, family.Buckets, Folded, [.. _series.Values.Select(series => series.Store())]);

    /// <summary>Takes up what is stored. Labels that have been appended since are empty; other buckets begin anew.</summary>
    public void Load(CounterFile.Family stored)
    {
        if (!stored.Buckets.SequenceEqual(family.Buckets))
            return;
        Folded = stored.Folded;
        var places = family.Labels.Select(label => stored.Labels.ToList().IndexOf(label)).ToList();
        foreach (var series in stored.Series)
        {
            IReadOnlyList<string> labels = [.. places.Select(place => place < 0 ? "" : series.Labels[place])];
            var key = KeyOf(labels);
            if (!_series.TryGetValue(key, out var known))
                _series.Add(key, known = new CounterSeries(family, labels));
            known.Add(series);
        }
    }

    private IReadOnlyList<string> Fold(IReadOnlyList<string> labels) =>
        [.. labels.Select((value, place) => family.Labels.Count > 1 && family.Labels[place] == KeptLabel ? value : Other)];

    private static string KeyOf(IReadOnlyList<string> labels) => string.Join('\u001f', labels);
}
