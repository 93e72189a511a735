namespace DbxServerless.Spark.Insights;

/// <summary>Whether a series grew: the mean of its last third against that of its first.</summary>
internal sealed record Trend(double First, double Last, double RisingShare)
{
    public double Ratio => Last / Math.Max(1, First);

    public static Trend? Of(IReadOnlyList<double> values)
    {
        if (values.Count < 3)
        {
            return null;
        }

        var third = values.Count / 3;
        var rising = values.Zip(values.Skip(1)).Count(pair => pair.Second >= pair.First);
        return new Trend(values.Take(third).Average(), values.TakeLast(third).Average(), (double)rising / (values.Count - 1));
    }
}
