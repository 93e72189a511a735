using System.Globalization;
using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Insights;

/// <summary>Spark properties as they took effect, defaults included.</summary>
internal static class SparkConf
{
    public static bool IsDatabricks(SparkApplication application) =>
        application.Cluster is not null || application.SparkProperties.ContainsKey("spark.databricks.clusterUsageTags.clusterId");

    /// <summary>On by default since Spark 3.2, and in all runtimes of Databricks that write such logs.</summary>
    public static bool IsAdaptive(SparkApplication application) =>
        application.SparkProperties.TryGetValue("spark.sql.adaptive.enabled", out var text)
            ? text.Equals("true", StringComparison.OrdinalIgnoreCase)
            : IsDatabricks(application) || Version(application) is null || Version(application) >= new Version(3, 2)
                || application.SqlExecutions.Any(execution => execution.Replans > 0);

    /// <summary>Null when the log does not tell.</summary>
    public static Version? Version(SparkApplication application)
    {
        var text = application.SparkVersion;
        return text is not null && System.Version.TryParse(text.Split('-', ' ')[0], out var version) ? version : null;
    }

    public static double? Number(SparkApplication application, string property) =>
        application.SparkProperties.TryGetValue(property, out var text)
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A size such as <c>5397m</c>, <c>40G</c> or a number of bytes (or of <paramref name="unitless"/>), in bytes.</summary>
    public static long? Bytes(SparkApplication application, string property, long unitless = 1) =>
        application.SparkProperties.TryGetValue(property, out var text) ? ParseBytes(text, unitless) : null;

    internal static long? ParseBytes(string text, long unitless = 1)
    {
        var digits = text.Trim().ToLowerInvariant();
        var end = digits.Length;
        while (end > 0 && char.IsAsciiLetter(digits[end - 1]))
        {
            end--;
        }

        long? factor = digits[end..] switch
        {
            "" => unitless,
            "b" => 1,
            "k" or "kb" or "kib" => 1L << 10,
            "m" or "mb" or "mib" => 1L << 20,
            "g" or "gb" or "gib" => 1L << 30,
            "t" or "tb" or "tib" => 1L << 40,
            _ => null,
        };
        return double.TryParse(digits[..end], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? (long?)(number * factor) : null;
    }
}
