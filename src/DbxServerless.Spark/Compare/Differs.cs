namespace DbxServerless.Spark.Compare;

/// <summary>When two amounts differ enough to be worth a sentence.</summary>
internal static class Differs
{
    /// <summary>By a factor, either way, and by an absolute amount.</summary>
    public static bool By(double factor, double atLeast, double run, double baseline) =>
        Math.Abs(run - baseline) >= atLeast && (run >= baseline * factor || baseline >= run * factor);
}
