namespace DbxServerless.Collector.Settings;

/// <summary>Windows of the families under <c>/metrics?names=sliding</c>, in hours.</summary>
public sealed class SlidingOptions
{
    public int BillingHours { get; set; } = 24;

    public int JobsHours { get; set; } = 3;

    public int PipelinesHours { get; set; } = 3;

    public int QueriesHours { get; set; } = 2;
}
