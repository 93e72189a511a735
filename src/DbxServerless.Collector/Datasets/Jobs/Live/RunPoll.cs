using System.Globalization;
using DbxServerless.Collector.Collection;
using DbxServerless.Databricks;
using DbxServerless.Databricks.Jobs;

namespace DbxServerless.Collector.Datasets.Jobs.Live;

/// <summary>
/// The runs that are not over, and those that ended since the last poll. What ended was either under way at the last poll or began since; so the
/// poll depends on no order in which the service lists runs, and one with nothing new is a request for each of the two lists.
/// </summary>
internal sealed record RunPoll(IReadOnlyList<Run> Active, IReadOnlyList<Run> Ended)
{
    // What the clocks of the workspace and the collector may differ, and a listing may lag.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    public IEnumerable<Run> All => Active.Concat(Ended);

    /// <param name="activeBefore">Ids of the runs that were under way at the last poll.</param>
    /// <param name="last">When it was; null at the first one.</param>
    public static async Task<RunPoll> ReadAsync(
        CollectionContext context, IReadOnlyCollection<string> activeBefore, DateTimeOffset? last, CancellationToken cancellationToken)
    {
        var jobs = context.Reader.Jobs;
        // First those under way: a run that ends between the two lists is then in both, and never in none.
        var active = await DistinctAsync(jobs.ListRunsAsync(new RunFilter { Active = true, WithTasks = true }, cancellationToken), cancellationToken);
        var from = last is { } instant ? instant - Overlap : context.AsOf - context.Dataset.Backfill;
        var ended = await DistinctAsync(
            jobs.ListRunsAsync(new RunFilter { Active = false, StartedFrom = from, WithTasks = true }, cancellationToken), cancellationToken);
        foreach (var id in activeBefore.Where(id => !active.ContainsKey(id) && !ended.ContainsKey(id)))
        {
            try
            {
                var run = await jobs.GetRunAsync(id, cancellationToken);
                (RunStates.IsFinal(RunStates.Of(run.State, run.Status)) ? ended : active)[id] = run;
            }
            catch (DatabricksException gone) when (gone.Kind == DatabricksErrorKind.NotFound)
            {
                // Deleted: it will never be told how it ended.
            }
        }

        foreach (var id in ended.Keys)
            active.Remove(id);
        return new RunPoll([.. active.Values], [.. ended.Values]);
    }

    /// <summary>The tasks of a run, also beyond the hundred that lists show.</summary>
    public static async Task<Run> WithAllTasksAsync(Run run, CollectionContext context, CancellationToken cancellationToken) =>
        run.HasMore ? await context.Reader.Jobs.GetRunAsync(IdOf(run), cancellationToken) : run;

    public static string IdOf(Run run) => run.RunId.ToString(CultureInfo.InvariantCulture);

    // While pages are read a run may move from one to the next.
    private static async Task<Dictionary<string, Run>> DistinctAsync(IAsyncEnumerable<Run> runs, CancellationToken cancellationToken)
    {
        var distinct = new Dictionary<string, Run>(StringComparer.Ordinal);
        await foreach (var run in runs.WithCancellation(cancellationToken))
            distinct[IdOf(run)] = run;
        return distinct;
    }
}
