using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.EventLog;

/// <summary>Reads an event log in a stream: one thread decompresses, another parses.</summary>
public static class EventLogReader
{
    /// <summary>
    /// Reads the whole log. Damaged lines and files are accounted for in <see cref="SparkApplication.Account"/> and never throw.
    /// </summary>
    /// <exception cref="EventLogException">There is nothing to read: no file, an empty log, or one compressed with something else than gzip.</exception>
    /// <exception cref="IOException">Reading failed on the way.</exception>
    public static Task<SparkApplication> ReadAsync(EventLogSource source, CancellationToken cancellationToken = default) =>
        ReadAsync(source, EventLogReadOptions.Default, cancellationToken);

    /// <inheritdoc cref="ReadAsync(EventLogSource, CancellationToken)"/>
    public static Task<SparkApplication> ReadAsync(EventLogSource source, EventLogReadOptions options, CancellationToken cancellationToken = default) =>
        OnItsOwnThread(() => Read(source, options, cancellationToken), cancellationToken);

    /// <summary>Reads the whole log and parses it on the calling thread, for a process that does nothing else.</summary>
    /// <inheritdoc cref="ReadAsync(EventLogSource, CancellationToken)" path="/exception"/>
    public static SparkApplication Read(EventLogSource source) => Read(source, EventLogReadOptions.Default, CancellationToken.None);

    private static SparkApplication Read(EventLogSource source, EventLogReadOptions options, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var queue = new LineBlockQueue(options.BlockBytes);
        var producer = new LineBlockProducer(source, options, queue);
        var producing = OnItsOwnThread<object?>(
            () =>
            {
                producer.Run(stop.Token);
                return null;
            },
            CancellationToken.None);
        try
        {
            return Parse(queue, source, options, cancellationToken);
        }
        finally
        {
            queue.Stop();
            stop.Cancel();
            producing.Wait(CancellationToken.None);
        }
    }

    private static SparkApplication Parse(LineBlockQueue queue, EventLogSource source, EventLogReadOptions options, CancellationToken cancellationToken)
    {
        var account = new EventLogAccount();
        var lines = new LineParser(account, options);
        while (queue.TakeFilled() is { } block)
        {
            cancellationToken.ThrowIfCancellationRequested();
            lines.Parse(block);
            queue.Return(block);
        }

        if (account.Bytes == 0 && account.OversizedLines == 0)
        {
            throw new EventLogException(account.Damage is [var damage, ..] ? damage : EventLogPath.EmptyLog(source.Name));
        }

        return lines.Finish();
    }

    private static Task<T> OnItsOwnThread<T>(Func<T> work, CancellationToken cancellationToken)
        where T : class? => Task.Factory.StartNew(work, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
