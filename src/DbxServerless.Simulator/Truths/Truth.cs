using DbxServerless.Simulator.History;
using DbxServerless.Simulator.SystemTables;

namespace DbxServerless.Simulator.Truths;

/// <summary>
/// What really happened until an instant, counted from the history itself and never from the rows of tables. What has just begun is left
/// out until its first slice is over, because nobody can know of it before. Meant for tables that are not late
/// (<see cref="TableOptions.Prompt"/>), or for windows that have settled.
/// </summary>
public sealed class Truth
{
    private readonly SimulatedHistory _history;
    private readonly DateTimeOffset _asOf;
    private readonly TableOptions _tables;
    private readonly IReadOnlyList<HistoryDay> _days;
    private readonly ILookup<(string, string), JobVersion> _versions;

    public Truth(SimulatedHistory history, DateTimeOffset asOf, TableOptions? tables = null)
    {
        _history = history;
        _asOf = asOf;
        _tables = tables ?? TableOptions.Prompt;
        _days = history.DaysThrough(asOf);
        _versions = _days.SelectMany(day => day.JobVersions).Where(version => version.ChangeTime <= asOf)
            .ToLookup(version => (version.Job.WorkspaceId, version.Job.JobId));
        JobRuns = [.. _days.SelectMany(day => day.JobRuns).Select(RunOf).OfType<TrueRun>()];
        PipelineUpdates = [.. _days.SelectMany(day => day.PipelineUpdates).GroupBy(update => update.RequestId).SelectMany(UpdatesOf)];
    }

    /// <summary>Every run that is known of.</summary>
    public IReadOnlyList<TrueRun> JobRuns { get; }

    /// <summary>Every pipeline update that is known of.</summary>
    public IReadOnlyList<TrueRun> PipelineUpdates { get; }

    /// <summary>The last success of each type of pipeline in each workspace.</summary>
    public IReadOnlyDictionary<(string WorkspaceId, string PipelineType), DateTimeOffset> NewestSuccess => PipelineUpdates
        .Where(update => update.State == "COMPLETED")
        .GroupBy(update => (update.WorkspaceId, update.Group))
        .ToDictionary(updates => updates.Key, updates => updates.Max(update => update.End!.Value));

    /// <summary>The queries of a workspace that ended after an instant.</summary>
    public TrueQueries QueriesSince(string workspaceId, DateTimeOffset since)
    {
        var ended = _days.SelectMany(day => day.Queries)
            .Where(query => query.WorkspaceId == workspaceId && query.End > since && query.End <= _asOf).ToList();
        return new TrueQueries(ended.Count, ended.LongCount(query => query.Status == "FAILED"), [.. ended.Select(query => query.TotalMs / 1000.0)],
            MostAtOnce([.. ended.Select(query => (query.Start > since ? query.Start : since, query.End))]));
    }

    /// <summary>What was used by day from a day on, in DBUs, as it is right whatever was billed at first.</summary>
    public IReadOnlyList<TrueUsage> UsageSince(DateOnly first) =>
    [
        .. _days.SelectMany(day => day.Usage)
            .Where(usage => usage.Unit == "DBU" && usage.End <= _asOf && DateOnly.FromDateTime(usage.Start.UtcDateTime) >= first)
            .GroupBy(usage => (usage.WorkspaceId, usage.SkuName, Day: DateOnly.FromDateTime(usage.Start.UtcDateTime)))
            .Select(usages => new TrueUsage(usages.Key.WorkspaceId, usages.Key.SkuName, usages.Key.Day, usages.Sum(usage => usage.Quantity),
                usages.Aggregate((decimal?)null, (sum, usage) => Cost(usage) is { } cost ? (sum ?? 0) + cost : sum))),
    ];

    /// <summary>How many times the price of each SKU really changed after an instant, in US dollars.</summary>
    public IReadOnlyDictionary<string, long> PriceChangesSince(DateTimeOffset since) => _history.Prices
        .Where(price => price.Currency == "USD")
        .GroupBy(price => price.SkuName)
        .ToDictionary(prices => prices.Key, prices => prices.LongCount(price => price.Start > since && price.Start <= _asOf
            && prices.Any(before => before.End == price.Start && before.Effective != price.Effective)));

    private decimal? Cost(Usage usage) => _history.Prices
        .FirstOrDefault(price => price.SkuName == usage.SkuName && price.Currency == "USD" && price.Holds(usage.End)) is { } price
        ? usage.Quantity * price.Effective
        : null;

    private TrueRun? RunOf(JobRun run)
    {
        var attempts = run.Attempts.Where(attempt => IsKnown(attempt.Start, attempt.End)).ToList();
        if (attempts.Count == 0)
            return null;
        var ended = attempts[^1].End <= _asOf;
        var tries = attempts.SelectMany(attempt => attempt.Tasks).Where(task => task.Iterates is null && IsKnown(task.Start, task.End)).ToList();
        return new TrueRun(run.WorkspaceId, run.JobId, run.RunId, ended ? attempts[^1].Result : "RUNNING", run.Start, ended ? attempts[^1].End : null,
            attempts.Sum(attempt => ((attempt.End < _asOf ? attempt.End : _asOf) - attempt.Start).TotalSeconds),
            tries.Count - tries.Select(task => task.TaskKey).Distinct().Count(), OwnSla(run));
    }

    private IEnumerable<TrueRun> UpdatesOf(IEnumerable<PipelineUpdate> request) => request
        .Where(update => IsKnown(update.Start, update.End))
        .OrderBy(update => update.Start)
        .Select((update, place) => new TrueRun(update.Pipeline.WorkspaceId, update.Pipeline.Type, update.UpdateId,
            update.End <= _asOf ? update.Result : "RUNNING", update.Start, update.End <= _asOf ? update.End : null,
            ((update.End < _asOf ? update.End : _asOf) - update.Start).TotalSeconds, place > 0 ? 1 : 0, null));

    private long? OwnSla(JobRun run) =>
        _versions[(run.WorkspaceId, run.JobId)].MaxBy(version => version.ChangeTime)?.Tags.TryGetValue("sla_seconds", out var seconds) == true
        && long.TryParse(seconds, out var own) ? own : null;

    /// <summary>It is over, or its first slice is.</summary>
    private bool IsKnown(DateTimeOffset start, DateTimeOffset end) =>
        start <= _asOf && (end <= _asOf || Slices.Of(start, end, _tables).First().End <= _asOf);

    private static long MostAtOnce(IReadOnlyList<(DateTimeOffset Start, DateTimeOffset End)> spans) =>
        spans.Count == 0 ? 0 : spans.Max(one => spans.LongCount(other => other.Start <= one.Start && other.End > one.Start));
}
