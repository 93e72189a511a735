using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Datasets.Jobs;

/// <summary>The machines of the job clusters of one job run, with all its repairs: how long they ran, and what they cost at the cloud beside the DBUs.</summary>
public sealed record RunMachine
{
    /// <summary>Workspace in which the job ran.</summary>
    [Field(FieldClass.Id)] public required string WorkspaceId { get; init; }

    /// <summary>Job; unique only inside its workspace. Each submitted run has one of its own.</summary>
    [Field(FieldClass.Id)] public required string JobId { get; init; }

    /// <summary>Run; the same for all its repairs.</summary>
    [Field(FieldClass.Id)] public required string RunId { get; init; }

    /// <summary>Name under which runs of the same work are the same.</summary>
    [Field(FieldClass.Label)] public required string LogicalJob { get; init; }

    /// <summary>First minute of a machine.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>End of the last minute of a machine so far.</summary>
    public required DateTimeOffset EndTime { get; init; }

    /// <summary>Job clusters that were made for the run.</summary>
    public required long Clusters { get; init; }

    /// <summary>Node types of its machines, drivers among them.</summary>
    [Field(FieldClass.Label)] public IReadOnlyList<string>? NodeTypes { get; init; }

    /// <summary>Hours of all its machines together, drivers among them. Machines that lived under ten minutes may be missing.</summary>
    public required double NodeHours { get; init; }

    /// <summary>Those of the hours that the clusters asked spot machines for.</summary>
    public required double SpotNodeHours { get; init; }

    /// <summary>Hours times the prices of the settings, without DBUs; null when the price or the minutes of any machine are not known.</summary>
    public double? VmCost { get; init; }

    /// <summary>Currency of the cost.</summary>
    [Field(FieldClass.Label)] public string? Currency { get; init; }

    /// <summary>What the cost is: estimated, from prices of the settings; the cloud's bill says what it was.</summary>
    [Field(FieldClass.Label)] public string? Basis { get; init; }
}
