using System.Collections.Concurrent;
using System.Globalization;
using DbxServerless.Databricks;
using DbxServerless.Databricks.Jobs;

namespace DbxServerless.Collector.Datasets.Jobs.Live;

/// <summary>
/// What datasets of live runs ask a workspace for, each answer asked for once and given to all of them.
/// </summary>
/// <param name="at">When it began: nothing in it is older.</param>
internal sealed class RunReading(JobsApi jobs, DateTimeOffset at)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyDictionary<string, Run>>>> _lists = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<Run>>> _runs = new(StringComparer.Ordinal);

    public DateTimeOffset At => at;

    /// <summary>Runs that are not over, by id.</summary>
    public Task<IReadOnlyDictionary<string, Run>> ActiveAsync(CancellationToken cancellationToken) =>
        ListAsync("active", () => jobs.ListRunsAsync(new RunFilter { Active = true, WithTasks = true }, cancellationToken), cancellationToken);

    /// <summary>Runs that are over and began at or after an instant, by id.</summary>
    public Task<IReadOnlyDictionary<string, Run>> EndedAsync(DateTimeOffset from, CancellationToken cancellationToken) => ListAsync(
        $"began {Key(from)}", () => jobs.ListRunsAsync(new RunFilter { Active = false, StartedFrom = from, WithTasks = true }, cancellationToken), cancellationToken);

    /// <summary>Runs that ended at or after an instant, whenever they began, by id and without their tasks: the list begins with what ended last.</summary>
    public Task<IReadOnlyDictionary<string, Run>> EndedLatelyAsync(DateTimeOffset from, CancellationToken cancellationToken) => ListAsync(
        $"ended {Key(from)}", () => jobs.ListEndedSinceAsync(from, withTasks: false, cancellationToken), cancellationToken);

    /// <summary>A run with all its tasks.</summary>
    /// <exception cref="DatabricksException">There is no such run, or it cannot be read.</exception>
    public Task<Run> GetAsync(string id, CancellationToken cancellationToken) =>
        _runs.GetOrAdd(id, asked => new Lazy<Task<Run>>(() => jobs.GetRunAsync(asked, cancellationToken))).Value;

    private Task<IReadOnlyDictionary<string, Run>> ListAsync(string list, Func<IAsyncEnumerable<Run>> read, CancellationToken cancellationToken) =>
        _lists.GetOrAdd(list, _ => new Lazy<Task<IReadOnlyDictionary<string, Run>>>(() => DistinctAsync(read(), cancellationToken))).Value;

    // While pages are read a run may move from one to the next.
    private static async Task<IReadOnlyDictionary<string, Run>> DistinctAsync(IAsyncEnumerable<Run> runs, CancellationToken cancellationToken)
    {
        var distinct = new Dictionary<string, Run>(StringComparer.Ordinal);
        await foreach (var run in runs.WithCancellation(cancellationToken))
            distinct[RunPoll.IdOf(run)] = run;
        return distinct;
    }

    private static string Key(DateTimeOffset instant) => instant.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
