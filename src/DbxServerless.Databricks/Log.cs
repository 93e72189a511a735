using Microsoft.Extensions.Logging;

namespace DbxServerless.Databricks;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Debug, "{Endpoint} is tried again in {Delay}: {Reason}")]
    public static partial void Retrying(this ILogger logger, string endpoint, TimeSpan delay, string reason);

    [LoggerMessage(2, LogLevel.Debug, "{Endpoint} is not sent: {Host} failed too often")]
    public static partial void CircuitOpen(this ILogger logger, string endpoint, string host);

    [LoggerMessage(3, LogLevel.Debug, "A token of {Identity} was received, valid until {ExpiresAt}")]
    public static partial void TokenReceived(this ILogger logger, IdentityKind identity, DateTimeOffset expiresAt);

    [LoggerMessage(4, LogLevel.Debug, "{Host} rejected the token; a new one is asked for")]
    public static partial void TokenRejected(this ILogger logger, string host);

    [LoggerMessage(5, LogLevel.Warning, "Statement {StatementId} could not be cancelled: {Reason}")]
    public static partial void CancelFailed(this ILogger logger, string statementId, string reason);

    [LoggerMessage(6, LogLevel.Information, "The result of statement {StatementId} is too large for one answer; it is split into {Shards} parts")]
    public static partial void SplittingResult(this ILogger logger, string? statementId, int shards);

    [LoggerMessage(7, LogLevel.Information, "Statement {StatementId} waits for warehouse {WarehouseId} to start")]
    public static partial void WaitingForWarehouse(this ILogger logger, string statementId, string? warehouseId);
}
