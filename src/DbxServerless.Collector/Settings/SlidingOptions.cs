using System.ComponentModel.DataAnnotations;

namespace DbxServerless.Collector.Settings;

/// <summary>Windows of the families under <c>/metrics?names=sliding</c>, in hours.</summary>
public sealed class SlidingOptions
{
    /// <summary>Hours of billing.</summary>
    [Range(1, 30 * 24)]
    public int BillingHours { get; set; } = 24;

    /// <summary>Hours of jobs.</summary>
    [Range(1, 30 * 24)]
    public int JobsHours { get; set; } = 3;

    /// <summary>Hours of pipelines.</summary>
    [Range(1, 30 * 24)]
    public int PipelinesHours { get; set; } = 3;

    /// <summary>Hours of queries.</summary>
    [Range(1, 30 * 24)]
    public int QueriesHours { get; set; } = 2;
}
