namespace DbxServerless.Simulator.SystemTables;

/// <summary>Cuts a time into the rows that a timeline table has of it: at most an hour each.</summary>
internal static class Slices
{
    /// <returns>The slices in their order; a time of no length is one slice.</returns>
    public static IEnumerable<(DateTimeOffset Start, DateTimeOffset End, bool IsLast)> Of(DateTimeOffset start, DateTimeOffset end, TableOptions options)
    {
        if (!options.CutShortRuns && end - start <= TimeSpan.FromHours(1))
        {
            yield return (start, end, true);
            yield break;
        }

        while (true)
        {
            var cut = start < options.SlicesFollowClockFrom ? start.AddHours(1) : start.AddTicks(TimeSpan.TicksPerHour - start.Ticks % TimeSpan.TicksPerHour);
            if (cut >= end)
            {
                yield return (start, end, true);
                yield break;
            }

            yield return (start, cut, false);
            start = cut;
        }
    }
}
