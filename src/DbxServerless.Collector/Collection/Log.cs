using Microsoft.Extensions.Logging;

namespace DbxServerless.Collector.Collection;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The blob {Blob} was not deleted: {Reason}. It is swept later.")]
    public static partial void BlobNotDeleted(this ILogger logger, string blob, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} records of {Table} were refused for good and kept in {Blob}: {Reason}")]
    public static partial void RecordsSetAside(this ILogger logger, int count, string table, string blob, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Reason} {Mend}")]
    public static partial void NotDelivered(this ILogger logger, string reason, string mend);

    [LoggerMessage(Level = LogLevel.Information,
        Message = "{Dataset} of {Scope}: {Result}, {RowsRead} read, {Changed} changed, {Delivered} delivered in {Duration}")]
    public static partial void Collected(
        this ILogger logger, string dataset, string scope, CollectionResult result, long rowsRead, long changed, long delivered, TimeSpan duration);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Dataset} of {Scope}: {Result}. {Reason} {Mend}")]
    public static partial void NotCollected(this ILogger logger, string dataset, string scope, CollectionResult result, string? reason, string? mend);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Dataset} of {Scope} failed.")]
    public static partial void CollectionFailed(this ILogger logger, Exception exception, string dataset, string scope);

    [LoggerMessage(Level = LogLevel.Error, Message = "The snapshot {Name} of {Scope} was not published; the former one stays.")]
    public static partial void NotPublished(this ILogger logger, Exception exception, string name, string scope);

    [LoggerMessage(Level = LogLevel.Error, Message = "Whether {Scope} is up was not published.")]
    public static partial void UpNotPublished(this ILogger logger, Exception exception, string scope);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether {Dataset} of {Scope} may be read by now is not known; the next regular collection tries it. {Reason}")]
    public static partial void GrantsUnknown(this ILogger logger, string dataset, string scope, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What collecting {Scope} used was not stored; it is added to the next.")]
    public static partial void UseNotKept(this ILogger logger, Exception exception, string scope);

    [LoggerMessage(Level = LogLevel.Error, Message = "The {Group} collection of {Scope} failed.")]
    public static partial void GroupFailed(this ILogger logger, Exception exception, string group, string scope);
}
