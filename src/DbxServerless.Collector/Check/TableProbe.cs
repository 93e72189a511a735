using DbxServerless.Databricks;

namespace DbxServerless.Collector.Check;

/// <summary>What reading one table found.</summary>
/// <param name="Table">As the dataset names it.</param>
internal sealed record TableProbe(string Table)
{
    /// <summary>Why it could not be read; null when it could.</summary>
    public DatabricksException? Failure { get; init; }

    /// <summary>Why it may be without rows; null when it has some.</summary>
    public string? WhyEmpty { get; init; }
}
