using DbxServerless.Collector.Records;

namespace DbxServerless.Collector.Harvest;

/// <summary>What became of the event logs of one finished job run.</summary>
public sealed record HarvestedRun
{
    /// <summary>Workspace of the run.</summary>
    [Field(FieldClass.Id)] public required string WorkspaceId { get; init; }

    /// <summary>Job of the run.</summary>
    [Field(FieldClass.Id)] public required string JobId { get; init; }

    /// <summary>The run.</summary>
    [Field(FieldClass.Id)] public required string RunId { get; init; }

    /// <summary>Name under which runs of the same work are the same.</summary>
    [Field(FieldClass.Label)] public required string LogicalJob { get; init; }

    /// <summary>Result of the run as the Jobs API spells it: SUCCESS, FAILED, TIMEDOUT, CANCELED; null when it never ran.</summary>
    [Field(FieldClass.Label)] public string? Result { get; init; }

    /// <summary>When the run started.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>When the run, its repairs included, ended.</summary>
    public required DateTimeOffset EndTime { get; init; }

    /// <summary>Harvested, Partial, NoLog, NotAssessed or GivenUp.</summary>
    [Field(FieldClass.Label)] public required string Outcome { get; init; }

    /// <summary>What is wrong, when something is.</summary>
    [Field(FieldClass.FreeText)] public string? Reason { get; init; }

    /// <summary>What mends it: the setting, the GRANT.</summary>
    [Field(FieldClass.FreeText)] public string? Mend { get; init; }

    /// <summary>Spark contexts whose logs are archived.</summary>
    public required long Logs { get; init; }

    /// <summary>Tries that failed in a row.</summary>
    public required long Attempts { get; init; }

    /// <summary>Bytes that were downloaded for the run; those of a log that runs share are with the run that was first.</summary>
    public required long DownloadedBytes { get; init; }
}
