using System.ComponentModel.DataAnnotations;

namespace DbxServerless.Collector.Settings;

/// <summary>Windows of the families under <c>/metrics?names=sliding</c>, in hours.</summary>
public sealed class SlidingOptions
{
    [Range(1, 30 * 24)]
    public int BillingHours { get; set; } = 24;

    [Range(1, 30 * 24)]
    public int JobsHours { get; set; } = 3;

    [Range(1, 30 * 24)]
    public int PipelinesHours { get; set; } = 3;

    [Range(1, 30 * 24)]
    public int QueriesHours { get; set; } = 2;
}
