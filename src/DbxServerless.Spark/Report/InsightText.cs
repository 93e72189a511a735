using System.Globalization;
using DbxServerless.Spark.Insights;

namespace DbxServerless.Spark.Report;

/// <summary>Insights as people read them.</summary>
public static class InsightText
{
    /// <summary>For example <c>max task duration: 4.2 min (threshold 1 min)</c>.</summary>
    public static string Evidence(Evidence evidence) => $"{evidence.Name}: {Amount(evidence)}";

    /// <summary>For example <c>4.2 min (threshold 1 min)</c>.</summary>
    public static string Amount(Evidence evidence)
    {
        var value = evidence.Text ?? Amount(evidence.Value, evidence.Unit);
        return evidence.Threshold is { } threshold ? $"{value} (threshold {Amount(threshold, evidence.Unit)})" : value;
    }

    /// <summary>Money with its currency; a dash when not known.</summary>
    public static string Money(decimal? amount, string? currency) =>
        amount is { } known ? string.Create(CultureInfo.InvariantCulture, $"{Rounded((double)known)} {currency}") : "-";

    /// <summary>A number of core-hours; a dash when not known.</summary>
    public static string CoreHours(double? coreHours) => coreHours is { } known ? Rounded(known) : "-";

    private static string Amount(double? value, string? unit) => (value, unit) switch
    {
        (null, _) => "unknown",
        ({ } bytes, Unit.Bytes) => Format.Bytes(bytes),
        ({ } seconds, Unit.Seconds) => Format.Duration(seconds * 1000),
        ({ } percent, Unit.Percent) => Format.Percent(percent / 100),
        ({ } ratio, Unit.Ratio) => Format.Ratio(ratio),
        ({ } count, null or Unit.Count) => Format.Count(count),
        var (amount, name) => $"{Format.Count(amount.Value)} {name}",
    };

    private static string Rounded(double amount) =>
        amount.ToString(amount is not 0 and < 0.01 ? "0.####" : "#,0.00", CultureInfo.InvariantCulture);
}
