using Microsoft.Extensions.Logging;

namespace DbxServerless.Functions;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Instance} is still under way after {Age}: this tick starts nothing.")]
    public static partial void StillRunning(this ILogger logger, string instance, TimeSpan age);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Instance} is still under way after {Age}, longer than three periods: it is ended and started anew.")]
    public static partial void Replacing(this ILogger logger, string instance, TimeSpan age);

    [LoggerMessage(Level = LogLevel.Information, Message = "The history of {Count} orchestrations was purged.")]
    public static partial void Purged(this ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Runs of {Scope} that ended since cannot be looked for: {Reason} {Mend}")]
    public static partial void NoMoreRuns(this ILogger logger, string scope, string reason, string mend);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not ready: {Reason}")]
    public static partial void NotReady(this ILogger logger, string reason);
}
