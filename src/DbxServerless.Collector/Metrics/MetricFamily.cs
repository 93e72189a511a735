namespace DbxServerless.Collector.Metrics;

/// <summary>A Prometheus family: what all its samples have in common.</summary>
/// <param name="Name">As it stands on <c>/metrics</c>.</param>
/// <param name="Type">Type line.</param>
/// <param name="Help">HELP line: one sentence with the unit and the window.</param>
/// <param name="Labels">Label names, in the order in which samples give their values.</param>
public sealed record MetricFamily(string Name, MetricType Type, string Help, params IReadOnlyList<string> Labels)
{
    /// <summary>Upper bounds of a histogram's buckets, rising, without +Inf.</summary>
    public IReadOnlyList<double> Buckets { get; init; } = [];

    /// <summary>Greatest number of label sets. What comes beyond is folded into label values <c>other</c> where it is counted, and left out where it is measured.</summary>
    public int SeriesBudget { get; init; } = 2000;

    /// <summary>The least values of a measure are the ones to be shown, not the greatest: what comes soonest.</summary>
    public bool ShowsLeast { get; init; }

    /// <summary>The page that shows the family.</summary>
    public MetricNames Names { get; init; } = MetricNames.Product;

    /// <summary>Name and unit in OpenTelemetry, where a convention or a peer has one.</summary>
    public string? OpenTelemetryName { get; init; }

    public string? OpenTelemetryUnit { get; init; }

    public Sample Sample(double value, params IReadOnlyList<string> labels) => new(this, labels, value, Since: null);

    /// <summary>A sample whose value is the age in seconds of an instant, computed when it is scraped.</summary>
    public Sample Age(DateTimeOffset since, params IReadOnlyList<string> labels) => new(this, labels, 0, since);

    /// <summary>A sample of a histogram.</summary>
    public Sample Observed(Distribution distribution, params IReadOnlyList<string> labels) =>
        new(this, labels, 0, Since: null) { Distribution = distribution };
}
