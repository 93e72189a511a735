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
    public static async Task<SparkApplication> ReadAsync(EventLogSource source, EventLogReadOptions options, CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var producer = new LineBlockProducer(source, options);
        var producing = Task.Run(() => producer.RunAsync(stop.Token), CancellationToken.None);
        try
        {
            return await Task.Run(() => ParseAsync(producer, source, options, stop.Token), stop.Token);
        }
        finally
        {
            await stop.CancelAsync();
            await producing;
        }
    }

    private static async Task<SparkApplication> ParseAsync(
        LineBlockProducer producer, EventLogSource source, EventLogReadOptions options, CancellationToken cancellationToken)
    {
        var account = new EventLogAccount();
        var lines = new LineParser(account, options);
        await foreach (var block in producer.Filled.ReadAllAsync(cancellationToken))
        {
            lines.Parse(block);
            producer.Return(block);
        }

        if (account.Bytes == 0 && account.OversizedLines == 0)
        {
            throw new EventLogException(account.Damage is [var damage, ..] ? damage : EventLogPath.EmptyLog(source.Name));
        }

        return lines.Finish();
    }
}
