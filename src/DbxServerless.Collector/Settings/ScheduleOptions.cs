namespace DbxServerless.Collector.Settings;

/// <summary>NCRONTAB expressions with seconds, UTC, one for each schedule group.</summary>
public sealed class ScheduleOptions
{
    public string Fast { get; set; } = "0 * * * * *";

    public string Regular { get; set; } = "0 5 * * * *";

    public string Slow { get; set; } = "0 20 */6 * * *";
}
