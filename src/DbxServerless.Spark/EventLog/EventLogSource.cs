namespace DbxServerless.Spark.EventLog;

/// <summary>The event log of one Spark application: its segments, oldest first.</summary>
public sealed class EventLogSource
{
    /// <summary>A log from anywhere, for example from an archive in blob storage. Segments are given oldest first.</summary>
    public EventLogSource(string name, IReadOnlyList<EventLogSegment> segments)
    {
        if (segments.Count == 0)
        {
            throw new EventLogException($"'{name}' names no event log file: give at least one.");
        }

        Name = name;
        Segments = segments;
    }

    /// <summary>What messages call this log.</summary>
    public string Name { get; }

    public IReadOnlyList<EventLogSegment> Segments { get; }

    /// <summary>
    /// Finds the log at a path: a file (plain or gzip), or a folder as Databricks delivers it
    /// (<c>eventlog-*.gz</c>, oldest first by the date in the name, then <c>eventlog</c>).
    /// </summary>
    /// <exception cref="EventLogException">The path is wrong, empty, no event log, or compressed with something else than gzip.</exception>
    public static EventLogSource Open(string path) => EventLogPath.Resolve(path);
}
