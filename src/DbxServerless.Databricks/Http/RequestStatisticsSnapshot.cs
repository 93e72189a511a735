namespace DbxServerless.Databricks;

/// <summary>The counts of <see cref="RequestStatistics"/> at one moment; none ever falls.</summary>
public sealed record RequestStatisticsSnapshot
{
    public const string Success = "Success";

    /// <summary>Given up by the caller, or by the end of the time for all attempts together.</summary>
    public const string Cancelled = "Cancelled";

    /// <summary>Attempts, retries included.</summary>
    public long Requests { get; init; }

    /// <summary>Attempts that were refused for coming too fast.</summary>
    public long Throttled { get; init; }

    /// <summary>Attempts that were a repetition.</summary>
    public long Retried { get; init; }

    /// <summary>Bytes of answers' bodies, unpacked.</summary>
    public long BytesReceived { get; init; }

    public long BytesSent { get; init; }

    /// <summary>How often a token was asked for.</summary>
    public long TokensRequested { get; init; }

    /// <summary>SQL statements that were submitted.</summary>
    public long Statements { get; init; }

    /// <summary>Seconds that attempts waited, before they were sent, because no more may be sent at a time.</summary>
    public double WaitedSeconds { get; init; }

    /// <summary>Attempts by <see cref="Success"/>, <see cref="Cancelled"/> or the name of the <see cref="DatabricksErrorKind"/>.</summary>
    public required IReadOnlyDictionary<string, long> ByOutcome { get; init; }
}
