namespace DbxServerless.Simulator.Answers;

/// <summary>SQL's aggregates where LINQ means something else.</summary>
internal static class Statistics
{
    /// <summary><c>PERCENTILE_CONT</c>: NULLs are left out, and there is none of nothing.</summary>
    public static double? Percentile(this IEnumerable<double?> values, double quantile)
    {
        var sorted = values.OfType<double>().Order().ToList();
        if (sorted.Count == 0)
            return null;
        var position = quantile * (sorted.Count - 1);
        var below = (int)Math.Floor(position);
        var above = (int)Math.Ceiling(position);
        return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
    }

    /// <summary><c>MAX</c> of texts: by their bytes, NULLs left out.</summary>
    public static string? MaxText(this IEnumerable<string?> values) => values.Max(StringComparer.Ordinal);

    /// <summary><c>SUM</c>: of nothing but NULLs it is NULL.</summary>
    public static decimal? SumOrNull(this IEnumerable<decimal?> values) =>
        values.Aggregate((decimal?)null, (sum, value) => value is null ? sum : (sum ?? 0) + value);

    public static long? SumOrNull(this IEnumerable<long?> values) =>
        values.Aggregate((long?)null, (sum, value) => value is null ? sum : (sum ?? 0) + value);

    /// <summary>The difference of two <c>UNIX_MILLIS</c>, in seconds.</summary>
    public static decimal Seconds(DateTimeOffset from, DateTimeOffset to) => (to.ToUnixTimeMilliseconds() - from.ToUnixTimeMilliseconds()) / 1000m;
}
