using System.Collections.Concurrent;

namespace DbxServerless.Databricks;

/// <summary>What was asked of a workspace since the client was made. Counted by attempt; safe to read at any time.</summary>
public sealed class RequestStatistics
{
    private readonly ConcurrentDictionary<string, long> _byOutcome = new(StringComparer.Ordinal);
    private long _requests;
    private long _throttled;
    private long _retried;
    private long _bytesReceived;
    private long _bytesSent;
    private long _tokens;
    private long _statements;
    private long _waitedTicks;

    /// <summary>The counts as they are now.</summary>
    public RequestStatisticsSnapshot Snapshot() => new()
    {
        Requests = Interlocked.Read(ref _requests),
        Throttled = Interlocked.Read(ref _throttled),
        Retried = Interlocked.Read(ref _retried),
        BytesReceived = Interlocked.Read(ref _bytesReceived),
        BytesSent = Interlocked.Read(ref _bytesSent),
        TokensRequested = Interlocked.Read(ref _tokens),
        Statements = Interlocked.Read(ref _statements),
        WaitedSeconds = TimeSpan.FromTicks(Interlocked.Read(ref _waitedTicks)).TotalSeconds,
        ByOutcome = new SortedDictionary<string, long>(_byOutcome.ToDictionary(), StringComparer.Ordinal),
    };

    internal void Sent(long bytes)
    {
        Interlocked.Increment(ref _requests);
        Interlocked.Add(ref _bytesSent, bytes);
    }

    internal void Received(long bytes) => Interlocked.Add(ref _bytesReceived, bytes);

    internal void Succeeded() => Count(RequestStatisticsSnapshot.Success);

    internal void Failed(DatabricksErrorKind kind)
    {
        if (kind == DatabricksErrorKind.Throttled)
            Interlocked.Increment(ref _throttled);
        Count(kind.ToString());
    }

    internal void Cancelled() => Count(RequestStatisticsSnapshot.Cancelled);

    internal void Retried() => Interlocked.Increment(ref _retried);

    internal void Waited(TimeSpan time) => Interlocked.Add(ref _waitedTicks, time.Ticks);

    internal void TokenRequested() => Interlocked.Increment(ref _tokens);

    internal void StatementSubmitted() => Interlocked.Increment(ref _statements);

    private void Count(string outcome) => _byOutcome.AddOrUpdate(outcome, 1, static (_, count) => count + 1);
}
