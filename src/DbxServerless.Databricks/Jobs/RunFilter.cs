using System.Globalization;

namespace DbxServerless.Databricks.Jobs;

/// <summary>Which runs are listed.</summary>
public sealed record RunFilter
{
    /// <summary>Only those that wait or run (true), or that ended (false); null is both.</summary>
    public bool? Active { get; init; }

    /// <summary>Only those that began at or after this instant.</summary>
    public DateTimeOffset? StartedFrom { get; init; }

    /// <summary>With their first hundred tasks.</summary>
    public bool WithTasks { get; init; }

    internal string Query => (Active switch { true => "&active_only=true", false => "&completed_only=true", _ => "" })
        + (StartedFrom is { } from ? $"&start_time_from={from.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)}" : "")
        + (WithTasks ? "&expand_tasks=true" : "");
}
