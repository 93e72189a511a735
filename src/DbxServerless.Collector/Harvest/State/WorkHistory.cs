namespace DbxServerless.Collector.Harvest.State;

/// <summary>The last runs of the same work: of a logical job, the same tasks in one Spark context.</summary>
internal sealed record WorkHistory
{
    /// <summary>So many are kept.</summary>
    public const int Most = 10;

    /// <summary>The newest first, each run once.</summary>
    public IReadOnlyList<KeptFingerprint> Runs { get; init; } = [];

    /// <summary>The same, whatever the order in which runs are added and however often.</summary>
    public WorkHistory With(KeptFingerprint run) => new()
    {
        Runs =
        [
            .. Runs.Append(run).GroupBy(one => one.RunId).Select(same => same.MaxBy(one => (one.End, one.LogEnd))!)
                .OrderByDescending(one => one.End).ThenByDescending(one => one.RunId, StringComparer.Ordinal).Take(Most),
        ],
    };

    /// <summary>Those that ended before another run did.</summary>
    public IEnumerable<KeptFingerprint> Before(HarvestRun run) =>
        Runs.Where(one => one.RunId != run.RunId && (one.End, one.RunId).CompareTo((run.End, run.RunId)) < 0);
}
