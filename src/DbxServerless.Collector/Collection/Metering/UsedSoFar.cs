namespace DbxServerless.Collector.Collection.Metering;

/// <summary>What collecting has used of a workspace since its first collection; no number ever falls.</summary>
internal sealed record UsedSoFar
{
    /// <summary>Attempts of REST requests by outcome.</summary>
    public IReadOnlyDictionary<string, long> Requests { get; init => field = value ?? new Dictionary<string, long>(); } = new Dictionary<string, long>();

    public long Retries { get; init; }

    public long BytesReceived { get; init; }

    /// <summary>Until when the warehouse is awake because of statements of ours.</summary>
    public DateTimeOffset AwakeUntil { get; init; }

    public double AwakeSeconds { get; init; }

    /// <summary>Estimated; null as long as no size of the warehouse was known.</summary>
    public double? Dbus { get; init; }

    /// <summary>With a statement more, from its start to its end and on to the warehouse's stop. What overlaps is counted once.</summary>
    public UsedSoFar WithStatement(DateTimeOffset from, DateTimeOffset until, int? dbusPerHour)
    {
        var begin = from > AwakeUntil ? from : AwakeUntil;
        if (until <= begin)
            return this;
        var seconds = (until - begin).TotalSeconds;
        return this with
        {
            AwakeUntil = until,
            AwakeSeconds = AwakeSeconds + seconds,
            Dbus = dbusPerHour is { } rate ? (Dbus ?? 0) + (seconds / 3600 * rate) : Dbus,
        };
    }
}
