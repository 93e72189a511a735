using System.Globalization;
using DbxServerless.Collector.Collection;
using DbxServerless.Databricks;
using DbxServerless.Databricks.Jobs;

namespace DbxServerless.Collector.Datasets.Jobs.Live;

/// <summary>
/// The runs that are not over, and those that ended since the last poll. What ended was either under way at the last poll, or began since, or was
/// over before and has been repaired since. Only the last are found by the order in which the service lists runs, the newest end first. A poll
/// with nothing new is a request for each of the three lists, also for several datasets that are collected together.
/// </summary>
internal sealed class RunPoll
{
    // What the clocks of the workspace and the collector may differ, and a listing may lag.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    private readonly RunReading _reading;

    private RunPoll(RunReading reading, IReadOnlyList<Run> active, IReadOnlyList<Run> ended) => (_reading, Active, Ended) = (reading, active, ended);

    /// <summary>When it began to be read.</summary>
    public DateTimeOffset At => _reading.At;

    public IReadOnlyList<Run> Active { get; }

    public IReadOnlyList<Run> Ended { get; }

    public IEnumerable<Run> All => Active.Concat(Ended);

    /// <param name="activeBefore">Ids of the runs that were under way at the last poll.</param>
    /// <param name="told">When runs ended whose end was told, by id, in milliseconds since 1970.</param>
    /// <param name="last">When the last poll was; null at the first one.</param>
    public static async Task<RunPoll> ReadAsync(
        CollectionContext context, IEnumerable<string> activeBefore, IReadOnlyDictionary<string, long> told, DateTimeOffset? last,
        CancellationToken cancellationToken)
    {
        var reading = context.Shared.Of(context.Scope, () => new RunReading(context.Reader.Jobs, context.AsOf));
        // First those under way: a run that ends between the lists is then in several, and never in none.
        var active = (await reading.ActiveAsync(cancellationToken)).ToDictionary();
        var from = last is { } instant ? instant - Overlap : context.AsOf - context.Dataset.Backfill;
        var ended = (await reading.EndedAsync(from, cancellationToken)).ToDictionary();
        IEnumerable<string> lately = last is null ? [] : (await reading.EndedLatelyAsync(from, cancellationToken))
            .Where(run => told.GetValueOrDefault(run.Key) != run.Value.EndTime).Select(run => run.Key);
        foreach (var id in activeBefore.Union(lately).Where(id => !active.ContainsKey(id) && !ended.ContainsKey(id)).ToList())
        {
            try
            {
                var run = await reading.GetAsync(id, cancellationToken);
                (RunStates.IsFinal(RunStates.Of(run.State, run.Status)) ? ended : active)[id] = run;
            }
            catch (DatabricksException gone) when (gone.Kind == DatabricksErrorKind.NotFound)
            {
                // Deleted: it will never be told how it ended.
            }
        }

        foreach (var id in ended.Keys)
            active.Remove(id);
        return new RunPoll(reading, [.. active.Values], [.. ended.Values]);
    }

    /// <summary>A run with its tasks, also beyond the hundred that lists show.</summary>
    public async Task<Run> WithAllTasksAsync(Run run, CancellationToken cancellationToken) =>
        run.HasMore ? await _reading.GetAsync(IdOf(run), cancellationToken) : run;

    public static string IdOf(Run run) => run.RunId.ToString(CultureInfo.InvariantCulture);
}
