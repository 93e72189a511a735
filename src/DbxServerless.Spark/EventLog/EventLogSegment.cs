namespace DbxServerless.Spark.EventLog;

/// <summary>
/// One file of an event log. Plain and gzip content are told apart by the first bytes, not by the name.
/// </summary>
/// <param name="Name">What messages call it: a path or a blob name.</param>
/// <param name="Open">Opens the raw content at its start. The reader disposes the stream.</param>
public sealed record EventLogSegment(string Name, Func<CancellationToken, ValueTask<Stream>> Open)
{
    /// <summary>True when reading never waits for a network, so that reads may be synchronous.</summary>
    internal bool IsLocalFile { get; init; }

    internal static EventLogSegment File(string path) => new(path, _ => ValueTask.FromResult<Stream>(OpenFile(path))) { IsLocalFile = true };

    private static FileStream OpenFile(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 64 * 1024);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EventLogException($"'{path}' cannot be opened: {e.Message} Check that the file exists and that you may read it.", e);
        }
    }
}
