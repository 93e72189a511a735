namespace DbxServerless.Simulator.History;

/// <summary>Times from one instant to another.</summary>
internal static class Spans
{
    /// <summary>Makes one of those that overlap.</summary>
    public static IEnumerable<(DateTimeOffset Start, DateTimeOffset End)> Merge(IEnumerable<(DateTimeOffset Start, DateTimeOffset End)> spans)
    {
        (DateTimeOffset Start, DateTimeOffset End)? open = null;
        foreach (var span in spans.OrderBy(span => span.Start))
        {
            if (open is { } before && span.Start <= before.End)
            {
                open = (before.Start, span.End > before.End ? span.End : before.End);
                continue;
            }

            if (open is { } done)
                yield return done;
            open = span;
        }

        if (open is { } last)
            yield return last;
    }
}
