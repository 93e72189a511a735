namespace DbxServerless.Spark.Insights;

/// <summary>The thresholds of one rule, as set or by default.</summary>
public sealed class RuleSettings
{
    private readonly Dictionary<string, double>? _values;

    internal RuleSettings(Dictionary<string, double>? values) => _values = values;

    /// <summary>Every threshold at its default.</summary>
    public static RuleSettings Default { get; } = new(null);

    public double this[Threshold threshold] => _values is not null && _values.TryGetValue(threshold.Name, out var value) ? value : threshold.Default;
}
