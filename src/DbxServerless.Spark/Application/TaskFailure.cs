namespace DbxServerless.Spark.Application;

/// <summary>Tasks of one stage attempt that ended for the same reason.</summary>
/// <param name="Reason">Spark's reason, for example <c>ExceptionFailure</c>, <c>FetchFailed</c>, <c>ExecutorLostFailure</c>, <c>TaskKilled</c>.</param>
/// <param name="ErrorClass">The exception's class, when there was one.</param>
/// <param name="Message">What the first of them said, cut. Free text.</param>
public sealed record TaskFailure(string Reason, string? ErrorClass, string? Message)
{
    public long Tasks { get; internal set; }

    /// <summary>Time that these tasks took, milliseconds.</summary>
    public long DurationMs { get; internal set; }
}
