namespace DbxServerless.Spark.Application;

/// <summary>Tasks of one stage attempt that ran at one distance from their data.</summary>
/// <param name="Locality"><c>PROCESS_LOCAL</c>, <c>NODE_LOCAL</c>, <c>NO_PREF</c>, <c>RACK_LOCAL</c> or <c>ANY</c>.</param>
public sealed record LocalityUse(string Locality)
{
    public long Tasks { get; internal set; }

    /// <summary>Sum of the tasks' durations, milliseconds.</summary>
    public long DurationMs { get; internal set; }

    public long MaxDurationMs { get; internal set; }
}
