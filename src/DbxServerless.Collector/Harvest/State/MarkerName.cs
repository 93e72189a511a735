using System.Globalization;

namespace DbxServerless.Collector.Harvest.State;

/// <summary>Names of the blobs that mark open runs, so that a listing tells which are due: class, due time, end of the run, id.</summary>
internal sealed record MarkerName(string Name, string RunId, DateTimeOffset Due, DateTimeOffset End, bool IsBackfill)
{
    private const string Stamp = "yyyyMMdd'T'HHmmss";

    public static string Of(HarvestRun run) =>
        $"{(run.IsBackfill ? 1 : 0)}-{Text(run.NextTry)}-{Text(run.End)}-{run.RunId}";

    public static MarkerName? Parse(string name) =>
        name.Split('-') is [var kind, var due, var end, var run] && Instant(due) is { } at && Instant(end) is { } ended
            ? new MarkerName(name, run, at, ended, kind == "1")
            : null;

    private static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString(Stamp, CultureInfo.InvariantCulture);

    private static DateTimeOffset? Instant(string text) =>
        DateTimeOffset.TryParseExact(text, Stamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;
}
