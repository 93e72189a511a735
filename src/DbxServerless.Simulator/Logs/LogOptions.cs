namespace DbxServerless.Simulator.Logs;

/// <summary>How clusters deliver their logs.</summary>
public sealed record LogOptions
{
    /// <summary>Real event logs (<c>*.eventlog.gz</c>) to serve for clusters of single runs; null makes logs up.</summary>
    public string? Folder { get; init; }

    /// <summary>Real logs with more bytes than this are left out.</summary>
    public long LargestFile { get; init; } = 2_000_000;

    /// <summary>Where clusters deliver to: DBFS, or a volume.</summary>
    public string Destination { get; init; } = "dbfs:/cluster-logs";

    /// <summary>Share of the clusters that deliver nowhere.</summary>
    public double Undelivered { get; init; }

    /// <summary>Delivery takes place that often.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Share of the logs that go on growing for a quarter of an hour after their cluster ended.</summary>
    public double Slow { get; init; } = 0.05;

    /// <summary>Share of the logs whose rolled files appear only twenty minutes after the file that follows them.</summary>
    public double LateRolls { get; init; } = 0.05;

    /// <summary>Share of the logs that are deleted an hour after their cluster ended.</summary>
    public double Vanishing { get; init; }

    /// <summary>Runs whose tasks read three times as much in made-up logs; runs may be added.</summary>
    public ISet<string> HeavyRuns { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Bytes that drivers print before their last words, at least.</summary>
    public int DriverOutputBytes { get; init; }

    /// <summary>Tasks of a made-up stage, on average.</summary>
    public int Tasks { get; init; } = 8;
}
