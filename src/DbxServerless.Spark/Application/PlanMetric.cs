namespace DbxServerless.Spark.Application;

/// <summary>A metric of a plan node.</summary>
/// <param name="Name">As Spark shows it, for example <c>number of output rows</c>.</param>
/// <param name="AccumulatorId">What tasks and the driver report it under.</param>
/// <param name="Type"><c>sum</c>, <c>size</c> (bytes), <c>timing</c> (ms), <c>nsTiming</c>, <c>average</c> (ten times the value); Databricks adds <c>count</c>, <c>maximum</c>, <c>minimum</c>.</param>
public sealed record PlanMetric(string Name, long AccumulatorId, string Type)
{
    /// <summary>The total that was last reported, in the unit of the type; null when nothing was reported.</summary>
    public long? Value { get; internal set; }

    /// <summary>The most that a single task added; null when no task reported.</summary>
    public long? MaxOfTask { get; internal set; }

    /// <summary>How many tasks updated it.</summary>
    public long Tasks { get; internal set; }
}
