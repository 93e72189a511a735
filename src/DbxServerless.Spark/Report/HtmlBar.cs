using System.Globalization;
using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Report;

/// <summary>One bar of the timeline. Times are epoch milliseconds.</summary>
internal sealed record HtmlBar(string Label, long Start, long End, string Kind, string? Note, IReadOnlyList<TimeInterval> Busy)
{
    private const int LongestLabel = 26;
    private const int MostBusy = 100;

    /// <summary>Null when it is not known when it began or ended.</summary>
    public static HtmlBar? New(string label, long? start, long? end, string kind, string? note, IReadOnlyList<TimeInterval> busy) =>
        start is { } from && end is { } to ? new HtmlBar(label, from, Math.Max(from, to), kind, note, busy) : null;

    public void Write(HtmlPage page, int top, Func<long, double> x)
    {
        page.Raw("<g><title>").Text($"{Label}: {Amounts.Duration(End - Start)}. {Note}").Raw($"</title><text x=\"0\" y=\"{top + 13}\">")
            .Text(Label, LongestLabel).Raw("</text>");
        WriteRect(page, Kind, top, x(Start), x(End));
        foreach (var busy in Busy.OrderByDescending(interval => interval.Milliseconds).Take(MostBusy))
        {
            WriteRect(page, "busy", top, x(Math.Clamp(busy.Start, Start, End)), x(Math.Clamp(busy.End, Start, End)));
        }

        page.Raw($"<text class=\"muted\" x=\"{Number(x(End) + 5)}\" y=\"{top + 13}\">").Text(Amounts.Duration(End - Start)).Raw("</text></g>\n");
    }

    private static void WriteRect(HtmlPage page, string kind, int top, double from, double to) =>
        page.Raw($"<rect class=\"{kind}\" x=\"{Number(from)}\" y=\"{top + 3}\" width=\"{Number(Math.Max(1.5, to - from))}\" height=\"12\" />");

    private static string Number(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
