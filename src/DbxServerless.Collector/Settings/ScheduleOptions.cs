namespace DbxServerless.Collector.Settings;

/// <summary>NCRONTAB expressions with seconds, UTC, one for each schedule group.</summary>
public sealed class ScheduleOptions
{
    /// <summary>When REST endpoints are read.</summary>
    public string Fast { get; set; } = "0 * * * * *";

    /// <summary>When system tables are read. All SQL runs in one burst, so that the warehouse sleeps in between.</summary>
    public string Regular { get; set; } = "0 5 * * * *";

    /// <summary>When what rarely changes is read, and what was missed is mended.</summary>
    public string Slow { get; set; } = "0 20 */6 * * *";
}
