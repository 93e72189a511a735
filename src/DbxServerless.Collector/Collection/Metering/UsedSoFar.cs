namespace DbxServerless.Collector.Collection.Metering;

/// <summary>What collecting has used of a workspace since its first collection; no number ever falls.</summary>
internal sealed record UsedSoFar
{
    private static readonly TimeSpan ShortestShare = TimeSpan.FromSeconds(30);

    /// <summary>Attempts of REST requests by outcome.</summary>
    public IReadOnlyDictionary<string, long> Requests { get; init => field = value ?? new Dictionary<string, long>(); } = new Dictionary<string, long>();

    public long Retries { get; init; }

    public long BytesReceived { get; init; }

    /// <summary>Seconds that requests waited because of the budget.</summary>
    public double WaitedSeconds { get; init; }

    /// <summary>When the share of the budget was last worked out, and the requests until then.</summary>
    public DateTimeOffset? SharedAt { get; init; }

    public long SharedRequests { get; init; }

    /// <summary>Share of the allowed requests that were sent between the last two times that it was worked out; null before.</summary>
    public double? BudgetShare { get; init; }

    /// <summary>Until when the warehouse is awake because of statements of ours.</summary>
    public DateTimeOffset AwakeUntil { get; init; }

    public double AwakeSeconds { get; init; }

    /// <summary>Estimated; null as long as no size of the warehouse was known.</summary>
    public double? Dbus { get; init; }

    /// <summary>With the share of the budget since it was last worked out. A share of a few seconds would say nothing.</summary>
    /// <param name="allowed">Requests a second.</param>
    public UsedSoFar WithShare(DateTimeOffset at, double allowed)
    {
        if (at - SharedAt < ShortestShare)
            return this;
        var requests = Requests.Values.Sum();
        return this with
        {
            SharedAt = at,
            SharedRequests = requests,
            BudgetShare = (requests - SharedRequests) / (allowed * (at - SharedAt)?.TotalSeconds),
        };
    }

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
