using System.ComponentModel.DataAnnotations;

namespace DbxServerless.Collector.Settings;

/// <summary>Ceilings on what watching may cost.</summary>
public sealed class LimitOptions
{
    /// <summary>Seconds of SQL a day and scope; what is over waits for the next day and says so. 0: no ceiling.</summary>
    [Range(0, 86_400)]
    public int WarehouseSecondsPerDay { get; set; } = 3600;

    /// <summary>Statements that run at the same time against one warehouse.</summary>
    [Range(1, 100)]
    public int ConcurrentStatements { get; set; } = 4;

    /// <summary>Folders of a workspace, and of its DBFS, that one collection reads at most; large trees are read over several.</summary>
    [Range(1, 10_000)]
    public int FoldersPerPass { get; set; } = 100;
}
