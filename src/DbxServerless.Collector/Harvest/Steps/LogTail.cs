using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DbxServerless.Databricks;

namespace DbxServerless.Collector.Harvest.Steps;

/// <summary>Finds the time of the latest event at the end of a log file.</summary>
internal static partial class LogTail
{
    private const int Bytes = 64 * 1024;

    public static async Task<DateTimeOffset?> LatestEventAsync(WorkspaceClient client, RemoteFile file, CancellationToken cancellationToken)
    {
        var buffer = new byte[Math.Min(Bytes, file.Size)];
        var read = await client.Files.ReadAsync(file.Path, file.Size - buffer.Length, buffer, cancellationToken);
        return LatestEvent(Encoding.UTF8.GetString(buffer, 0, read));
    }

    /// <summary>The latest of the instants in a piece of a log, which may begin and end in the middle of a line.</summary>
    public static DateTimeOffset? LatestEvent(string text)
    {
        var latest = 0L;
        foreach (Match match in Instants().Matches(text))
            latest = Math.Max(latest, long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
        return latest == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(latest);
    }

    // Epoch milliseconds of our time have 13 digits.
    [GeneratedRegex("\"(?:Timestamp|time|Launch Time|Finish Time|Submission Time|Completion Time)\"\\s*:\\s*(\\d{13})\\b")]
    private static partial Regex Instants();
}
