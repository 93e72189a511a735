using System.Globalization;

namespace DbxServerless.Spark.EventLog;

/// <summary>From a path on disk to the files of a log, in the order in which they were written.</summary>
internal static class EventLogPath
{
    private const string Current = "eventlog";

    public static EventLogSource Resolve(string path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new EventLogException("The path of the event log is empty: give a file or a folder.");
        }

        if (File.Exists(path))
        {
            return new EventLogSource(path, [Checked(path, allowEmpty: false)]);
        }

        if (!Directory.Exists(path))
        {
            throw new EventLogException($"'{path}' does not exist: give the path of an event log file, or of the folder that holds 'eventlog'.");
        }

        var files = InOrder(path);
        if (files.Count == 0)
        {
            throw new EventLogException(NothingIn(path));
        }

        if (files.TrueForAll(file => new FileInfo(file).Length == 0))
        {
            throw new EventLogException($"Every event log file in '{path}' is empty: Databricks delivers logs every five minutes, try again later.");
        }

        return new EventLogSource(path, files.ConvertAll(file => Checked(file, allowEmpty: true)));
    }

    private static EventLogSegment Checked(string path, bool allowEmpty)
    {
        var segment = EventLogSegment.File(path);
        if (new FileInfo(path).Length == 0)
        {
            return allowEmpty ? segment : throw new EventLogException(EmptyLog(path));
        }

        using var stream = File.OpenRead(path);
        Span<byte> head = stackalloc byte[Compression.HeadBytes];
        Compression.Detect(head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)], path);
        return segment;
    }

    public static string EmptyLog(string name) =>
        $"'{name}' is empty: it holds no event. Check that the download finished and that the log was delivered.";

    private static List<string> InOrder(string folder) =>
        Directory.EnumerateFiles(folder)
            .Select(file => (file, order: Order(Path.GetFileName(file))))
            .Where(candidate => candidate.order is not null)
            .OrderBy(candidate => candidate.order, StringComparer.Ordinal)
            .Select(candidate => candidate.file)
            .ToList();

    /// <summary>A key that sorts by age, or null for a file that is no event log.</summary>
    private static string? Order(string name)
    {
        if (name is Current or Current + ".gz")
        {
            return "~"; // the current file is the newest
        }

        if (name.StartsWith(Current + "-", StringComparison.Ordinal))
        {
            return name;
        }

        // Spark's own rolling layout: events_<number>_<application>.
        var parts = name.Split('_', 3);
        return parts is ["events", var number, _] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index.ToString("D10", CultureInfo.InvariantCulture)
            : null;
    }

    private static string NothingIn(string folder)
    {
        var deeper = Directory
            .EnumerateFiles(folder, Current + "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
            .FirstOrDefault(file => Order(Path.GetFileName(file)) is not null);
        return deeper is null
            ? $"'{folder}' holds no event log: expected 'eventlog' or 'eventlog-*.gz', as Databricks delivers them."
            : $"'{folder}' holds no event log itself, but a folder below does: give '{Path.GetDirectoryName(deeper)}'.";
    }
}
