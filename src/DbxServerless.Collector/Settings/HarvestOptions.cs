using System.ComponentModel.DataAnnotations;

namespace DbxServerless.Collector.Settings;

/// <summary>The harvest of Spark event logs.</summary>
public sealed class HarvestOptions
{
    /// <summary>Whether the event logs of finished runs are downloaded, archived and analysed.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Days of runs that the first start looks back.</summary>
    [Range(0, 60)]
    public int BackfillDays { get; set; } = 1;

    /// <summary>Minutes by which Databricks delivers logs late.</summary>
    [Range(0, 120)]
    public int LagMinutes { get; set; } = 5;

    /// <summary>Minutes after its end in which a run waits for its log to be whole; then it is taken as it is and marked partial.</summary>
    [Range(1, 1440)]
    public int WaitMinutes { get; set; } = 60;

    /// <summary>Runs that are harvested at the same time, for each workspace.</summary>
    [Range(1, 64)]
    public int ConcurrentRuns { get; set; } = 4;

    /// <summary>Failed tries after which a run is given up and reported.</summary>
    [Range(1, 100)]
    public int MaxAttempts { get; set; } = 8;

    /// <summary>Days that downloaded logs are kept, for rules that come later.</summary>
    [Range(1, 3650)]
    public int ArchiveDays { get; set; } = 30;

    /// <summary>Kilobytes of a log that are stored at a time: so much is downloaded again after a crash.</summary>
    [Range(16, 65_536)]
    public int BlockKilobytes { get; set; } = 4096;

    /// <summary>
    /// Kilobytes of the end of the driver's stderr and log4j output that are archived for each failed run, as eventlogs/WORKSPACE/CLUSTER/driver/RUN, and
    /// kept as long as event logs; 0 for none. They hold whatever the run's code printed.
    /// </summary>
    [Range(0, 16_384)]
    public int DriverLogKilobytes { get; set; }
}
