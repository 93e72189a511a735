using Microsoft.Extensions.Logging;

namespace DbxServerless.Collector.Harvest;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "The logs of run {RunId} are not whole: {Reason} {Mend}")]
    public static partial void NotWhole(this ILogger logger, string runId, string reason, string mend);

    [LoggerMessage(Level = LogLevel.Information, Message = "Run {RunId} is tried again at {NextTry}: {Reason} {Mend}")]
    public static partial void TriedAgain(this ILogger logger, string runId, DateTimeOffset nextTry, string reason, string? mend);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Run {RunId} was given up after {Attempts} tries: {Reason} {Mend}")]
    public static partial void GivenUp(this ILogger logger, string runId, int attempts, string reason, string? mend);

    [LoggerMessage(Level = LogLevel.Information, Message = "What the driver of the cluster {ClusterId} wrote for run {RunId} is not archived: {Reason} {Mend}")]
    public static partial void DriverNotRead(this ILogger logger, string runId, string clusterId, string reason, string mend);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The harvest of {Scope} could not go on: {Reason} {Mend}")]
    public static partial void Interrupted(this ILogger logger, string scope, string reason, string mend);

    [LoggerMessage(Level = LogLevel.Error, Message = "The harvest of {Scope} failed.")]
    public static partial void Failed(this ILogger logger, Exception exception, string scope);
}
