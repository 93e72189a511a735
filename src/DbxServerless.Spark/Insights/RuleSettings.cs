namespace DbxServerless.Spark.Insights;

/// <summary>The thresholds of one rule, as set or by default.</summary>
public sealed class RuleSettings
{
    private readonly IReadOnlyDictionary<string, double> _values;

    internal RuleSettings(IReadOnlyDictionary<string, double> values) => _values = values;

    /// <summary>Every threshold at its default.</summary>
    public static RuleSettings Default { get; } = new(new Dictionary<string, double>());

    public double this[Threshold threshold] => _values.GetValueOrDefault(threshold.Name, threshold.Default);
}
