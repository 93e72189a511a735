namespace DbxServerless.Simulator.History;

/// <summary>When a job's runs start.</summary>
internal sealed record Rhythm
{
    private TimeSpan? Interval { get; init; }

    private TimeSpan Offset { get; init; }

    private double PerDay { get; init; }

    /// <summary>A new run begins as soon as the last one ends.</summary>
    public bool IsContinuous { get; private init; }

    public string? Quartz { get; private init; }

    public static Rhythm Every(int minutes, int offsetMinutes = 0) => new()
    {
        Interval = TimeSpan.FromMinutes(minutes),
        Offset = TimeSpan.FromMinutes(offsetMinutes),
        Quartz = minutes < 60 ? $"0 {offsetMinutes}/{minutes} * * * ?" : $"0 {offsetMinutes % 60} {offsetMinutes / 60}/{minutes / 60} * * ?",
    };

    public static Rhythm Daily(int hour, int minute = 0) => new()
    {
        Interval = TimeSpan.FromDays(1),
        Offset = new TimeSpan(hour, minute, 0),
        Quartz = $"0 {minute} {hour} * * ?",
    };

    public static Rhythm AtRandom(double perDay) => new() { PerDay = perDay };

    public static Rhythm Continuous() => new() { IsContinuous = true };

    /// <summary>The instants of a day at which something starts, rising.</summary>
    public IEnumerable<DateTimeOffset> On(DateTimeOffset day, SeededRandom random)
    {
        if (Interval is { } interval)
        {
            for (var at = Offset; at < TimeSpan.FromDays(1); at += interval)
                yield return day + at + random.Time(TimeSpan.Zero, TimeSpan.FromSeconds(20));
            yield break;
        }

        var at2 = day;
        while (PerDay > 0)
        {
            at2 += TimeSpan.FromMilliseconds(Math.Ceiling(-Math.Log(1 - random.NextDouble()) / PerDay * TimeSpan.FromDays(1).TotalMilliseconds));
            if (at2 >= day.AddDays(1))
                yield break;
            yield return at2;
        }
    }
}
