using System.Runtime.CompilerServices;
using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Insights.Waste;

/// <summary>
/// The core-time that an application had, divided into disjoint buckets. The unit is the task slot: an executor has
/// cores divided by <c>spark.task.cpus</c> of them, and a task takes one while it runs.
/// </summary>
public sealed class CoreTime
{
    private static readonly ConditionalWeakTable<SparkApplication, CoreTime> Known = [];

    private readonly Dictionary<WasteBucket, long> _buckets = [];
    private readonly List<(SparkExecutor Executor, TimeInterval Life, double Slots)> _executors = [];
    private readonly List<(SparkStage Stage, TimeInterval Span)> _stages = [];

    private CoreTime(SparkApplication application)
    {
        CoresPerTask = SparkConf.Number(application, "spark.task.cpus") is >= 1 and var cpus ? cpus : 1;
        var end = application.EndTime ?? application.LastEventTime ?? 0;
        Span = new TimeInterval(Math.Min(application.StartTime ?? application.FirstEventTime ?? end, end), end);
        Active = Intervals.Union(Activity(application, end));
        var waitInQuery = Intervals.Subtract(Active, application.Busy.Intervals);
        foreach (var executor in application.Executors)
        {
            Add(application, executor, waitInQuery);
        }

        foreach (var stage in application.Stages)
        {
            Add(stage);
        }

        TotalMs = _buckets.Values.Sum();
        MostSlots = MostAtOnce(_executors);
    }

    public double CoresPerTask { get; }

    /// <summary>From the application's start (or first event) to its end (or last event).</summary>
    public TimeInterval Span { get; }

    /// <summary>When a query or a job was open.</summary>
    internal List<TimeInterval> Active { get; }

    /// <summary>All buckets together: slots times the executors' lives.</summary>
    public long TotalMs { get; }

    /// <summary>What tasks took.</summary>
    public long UsedMs { get; private set; }

    /// <summary>The most slots that were there at once.</summary>
    public double MostSlots { get; }

    internal IReadOnlyDictionary<WasteBucket, long> Buckets => _buckets;

    internal IReadOnlyList<(SparkExecutor Executor, TimeInterval Life, double Slots)> Executors => _executors;

    public static CoreTime Of(SparkApplication application) => Known.GetValue(application, static known => new CoreTime(known));

    public long Ms(WasteBucket bucket) => _buckets.GetValueOrDefault(bucket);

    public long Ms(WasteKind kind) => _buckets.Where(bucket => bucket.Key.Kind == kind).Sum(bucket => bucket.Value);

    public double CoreHours(double taskMs) => taskMs * CoresPerTask / 3_600_000;

    /// <summary>The most slots that these executors had at one time.</summary>
    internal static double MostAtOnce(IEnumerable<(SparkExecutor Executor, TimeInterval Life, double Slots)> executors)
    {
        double slots = 0, most = 0;
        foreach (var (_, change) in executors
            .SelectMany(executor => new[] { (Time: executor.Life.Start, Change: executor.Slots), (Time: executor.Life.End, Change: -executor.Slots) })
            .OrderBy(step => step.Time).ThenBy(step => step.Change))
        {
            slots += change;
            most = Math.Max(most, slots);
        }

        return most;
    }

    /// <summary>Slot-milliseconds that executors offered in a window.</summary>
    internal double OfferedMs(TimeInterval window) => _executors.Sum(executor => executor.Slots * Intervals.Overlap(executor.Life, window));

    /// <summary>Milliseconds that tasks took in a window, as if each stage's tasks were spread evenly over its span.</summary>
    internal double TakenMs(TimeInterval window) => _stages.Sum(stage =>
        stage.Stage.Tasks.Totals.Sum(TaskMetric.DurationMs) * ((double)Intervals.Overlap(stage.Span, window) / stage.Span.Milliseconds));

    /// <summary>A claim on slots that were free in a window, never more than were.</summary>
    internal WasteClaim IdleClaim(TimeInterval window, double taskMs)
    {
        var idle = Math.Max(0, OfferedMs(window) - TakenMs(window));
        var buckets = _executors.Where(executor => Intervals.Overlap(executor.Life, window) > 0)
            .SelectMany(executor => new[] { WasteBucket.Of(WasteKind.IdleCores, executor.Executor), WasteBucket.Of(WasteKind.IdleExecutor, executor.Executor) })
            .ToList();
        return new WasteClaim(Math.Min(taskMs, idle), buckets);
    }

    private static IEnumerable<TimeInterval> Activity(SparkApplication application, long end)
    {
        foreach (var job in application.Jobs)
        {
            if (job.SubmissionTime is { } start)
            {
                yield return new TimeInterval(start, job.CompletionTime ?? end);
            }
        }

        foreach (var execution in application.SqlExecutions)
        {
            if (execution.StartTime is { } start)
            {
                yield return new TimeInterval(start, execution.EndTime ?? end);
            }
        }
    }

    private void Add(SparkApplication application, SparkExecutor executor, List<TimeInterval> waitInQuery)
    {
        var life = LifeOf(executor);
        var slots = (executor.Cores ?? SparkConf.Number(application, "spark.executor.cores") ?? 0) / CoresPerTask;
        _executors.Add((executor, life, slots));

        var others = application.Busy.BusyMs(life.Start, life.End);
        var busy = Math.Min(executor.Busy.BusyMs(life.Start, life.End), others);
        var inQuery = Intervals.Overlap(waitInQuery, life);
        var between = Math.Max(0, life.Milliseconds - others - inQuery);
        Grow(WasteBucket.Of(WasteKind.IdleExecutor, executor), slots * (others - busy));
        Grow(WasteBucket.Of(WasteKind.IdleCores, executor), Math.Max(0, (slots * busy) - executor.TaskTimeMs));
        Grow(WasteBucket.Of(WasteKind.NoTaskInQuery), slots * inQuery);
        Grow(WasteBucket.Of(WasteKind.NoTaskBetween), slots * between);
    }

    /// <summary>Executors that came before the log did, or outlived it, count as far as the log goes.</summary>
    private TimeInterval LifeOf(SparkExecutor executor)
    {
        var start = Math.Min(executor.AddTime ?? Span.Start, executor.FirstLaunch ?? long.MaxValue);
        var end = Math.Max(executor.RemoveTime ?? Span.End, executor.LastFinish ?? 0);
        return new TimeInterval(start, Math.Max(start, end));
    }

    private void Add(SparkStage stage)
    {
        var totals = stage.Tasks.Totals;
        var left = totals.Sum(TaskMetric.DurationMs);
        UsedMs += left;
        if (stage.Tasks is { FirstLaunch: { } first, LastFinish: { } last } && last > first)
        {
            _stages.Add((stage, new TimeInterval(first, last)));
        }

        Take(WasteKind.Failed, stage.Tasks.Failures.Sum(failure => failure.DurationMs));
        Take(
            WasteKind.Overhead,
            totals.Sum(TaskMetric.SchedulerDelayMs) + totals.Sum(TaskMetric.ExecutorDeserializeTimeMs)
            + totals.Sum(TaskMetric.ResultSerializationTimeMs) + totals.Sum(TaskMetric.GettingResultTimeMs));
        Take(WasteKind.GarbageCollection, totals.Sum(TaskMetric.JvmGcTimeMs));
        Take(WasteKind.ShuffleFetchWait, totals.Sum(TaskMetric.FetchWaitTimeMs));
        Take(WasteKind.Compute, left);

        void Take(WasteKind kind, long wanted)
        {
            var taken = Math.Min(wanted, left);
            left -= taken;
            Grow(WasteBucket.Of(kind, stage), taken);
        }
    }

    private void Grow(WasteBucket bucket, double ms)
    {
        if (ms >= 1)
        {
            _buckets[bucket] = _buckets.GetValueOrDefault(bucket) + (long)ms;
        }
    }
}
