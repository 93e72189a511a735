namespace DbxServerless.Collector.Datasets;

/// <summary>When a dataset is collected. Each group has one NCRONTAB schedule in the settings.</summary>
public enum ScheduleGroup
{
    /// <summary>REST only, every minute by default.</summary>
    Fast,

    /// <summary>SQL of all datasets in one burst, hourly by default, so that the warehouse sleeps in between.</summary>
    Regular,

    /// <summary>A multiple of <see cref="Regular"/>: rarely changing things, and the reconciliation of regular datasets.</summary>
    Slow,
}
