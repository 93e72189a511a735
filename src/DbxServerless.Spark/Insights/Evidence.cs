namespace DbxServerless.Spark.Insights;

/// <summary>A fact that supports a finding: a number with its unit, or a text.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">In the unit; null for a text.</param>
/// <param name="Unit">One of <see cref="Insights.Unit"/>; null for a text.</param>
/// <param name="Threshold">What the value was compared with, in the same unit.</param>
public sealed record Evidence(string Name, double? Value, string? Unit, double? Threshold = null)
{
    /// <summary>The fact when it is no number, for example an error class.</summary>
    public string? Text { get; private init; }

    public static Evidence OfText(string name, string? text) => new(name, null, null) { Text = text ?? "unknown" };

    public static Evidence Seconds(string name, double milliseconds, double? thresholdSeconds = null) =>
        new(name, Math.Round(milliseconds / 1000, 3), Insights.Unit.Seconds, thresholdSeconds);

    public static Evidence Percent(string name, double share, double? thresholdPercent = null) =>
        new(name, Math.Round(share * 100, 2), Insights.Unit.Percent, thresholdPercent);

    public static Evidence Ratio(string name, double ratio, double? threshold = null) =>
        new(name, Math.Round(ratio, 2), Insights.Unit.Ratio, threshold);
}
