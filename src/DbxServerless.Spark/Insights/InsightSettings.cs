using System.Globalization;

namespace DbxServerless.Spark.Insights;

/// <summary>Which rules run, and with what thresholds.</summary>
public sealed class InsightSettings
{
    private readonly Dictionary<string, Dictionary<string, double>> _thresholds = new(StringComparer.Ordinal);
    private readonly HashSet<string> _disabled = new(StringComparer.Ordinal);

    public static InsightSettings Default { get; } = new();

    /// <summary>More findings of one rule are left off, the least first.</summary>
    public int MaxFindingsPerRule { get; init; } = 10;

    /// <summary>Reads entries <c>rule.threshold=value</c> and <c>rule=off</c>.</summary>
    /// <exception cref="InsightSettingsException">An entry names no rule or threshold, or its value is no number.</exception>
    public static InsightSettings Parse(IEnumerable<string> entries)
    {
        var settings = new InsightSettings();
        foreach (var entry in entries)
        {
            settings.Add(entry);
        }

        return settings;
    }

    public bool IsEnabled(string ruleId) => !_disabled.Contains(ruleId);

    public RuleSettings For(string ruleId) => _thresholds.TryGetValue(ruleId, out var values) ? new RuleSettings(values) : RuleSettings.Default;

    private void Add(string entry)
    {
        var parts = entry.Split('=', 2, StringSplitOptions.TrimEntries);
        var names = parts[0].Split('.', 2);
        var info = InsightRules.Find(names[0])?.Info
            ?? throw new InsightSettingsException($"'{entry}' names no insight rule: '{names[0]}' is not in docs/insights.md.");
        if (names.Length == 1)
        {
            if (parts.Length != 2 || parts[1] != "off")
            {
                throw new InsightSettingsException($"'{entry}' is not understood: write '{info.Id}=off' to switch the rule off, or '{info.Id}.THRESHOLD=VALUE'.");
            }

            _disabled.Add(info.Id);
            return;
        }

        if (info.Thresholds.All(threshold => threshold.Name != names[1]))
        {
            var known = string.Join(", ", info.Thresholds.Select(threshold => threshold.Name));
            throw new InsightSettingsException($"'{entry}' names no threshold of the rule '{info.Id}': it has {known}.");
        }

        if (parts.Length != 2 || !double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value) || value < 0)
        {
            throw new InsightSettingsException($"'{entry}' has no number: write it like '{info.Id}.{names[1]}=10'.");
        }

        if (!_thresholds.TryGetValue(info.Id, out var values))
        {
            _thresholds[info.Id] = values = new Dictionary<string, double>(StringComparer.Ordinal);
        }

        values[names[1]] = value;
    }
}
