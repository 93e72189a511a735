using System.Runtime.CompilerServices;
using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Insights.Waste;

/// <summary>
/// The core-time that an application had, divided into disjoint buckets. The unit is the task slot: an executor has
/// cores divided by <c>spark.task.cpus</c> of them, and a task takes one while it runs.
/// </summary>
public sealed class CoreTime
{
    private const int Kinds = (int)WasteKind.NoTaskBetween + 1;

    private static readonly ConditionalWeakTable<SparkApplication, CoreTime> Known = [];

    private readonly Dictionary<WasteBucket, BucketTime> _buckets = [];
    private readonly long[] _byKind = new long[Kinds];
    private readonly List<ExecutorLife> _executors = [];
    private readonly List<SparkStage> _stages = [];

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

        TotalMs = _byKind.Sum();
        MostSlots = ExecutorLife.MostAtOnce(_executors);
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

    internal IReadOnlyCollection<BucketTime> Buckets => _buckets.Values;

    internal IReadOnlyList<ExecutorLife> Executors => _executors;

    public static CoreTime Of(SparkApplication application) => Known.GetValue(application, static known => new CoreTime(known));

    public long Ms(WasteBucket bucket) => _buckets.TryGetValue(bucket, out var time) ? (long)time.Ms : 0;

    public long Ms(WasteKind kind) => _byKind[(int)kind];

    /// <summary>The buckets of these kinds that hold anything.</summary>
    internal List<WasteBucket> BucketsOf(params ReadOnlySpan<WasteKind> kinds)
    {
        var found = new List<WasteBucket>();
        foreach (var time in _buckets.Values)
        {
            foreach (var kind in kinds)
            {
                if (time.Bucket.Kind == kind)
                {
                    found.Add(time.Bucket);
                }
            }
        }

        return found;
    }

    public double CoreHours(double taskMs) => taskMs * CoresPerTask / 3_600_000;

    /// <summary>Slot-milliseconds that executors offered in a window.</summary>
    internal double OfferedMs(TimeInterval window) => _executors.Sum(executor => executor.Slots * Intervals.Overlap(executor.Life, window));

    /// <summary>Milliseconds that tasks took in a window, as if each stage's tasks were spread evenly over its span.</summary>
    internal double TakenMs(TimeInterval window)
    {
        double taken = 0;
        foreach (var stage in _stages)
        {
            var span = StageSpan.Of(stage);
            taken += stage.Tasks.Totals.Sum(TaskMetric.DurationMs) * ((double)Intervals.Overlap(span, window) / span.Milliseconds);
        }

        return taken;
    }

    /// <summary>A claim on slots that were free in a window, never more than were.</summary>
    internal WasteClaim IdleClaim(TimeInterval window, double taskMs)
    {
        var idle = Math.Max(0, OfferedMs(window) - TakenMs(window));
        var buckets = new List<WasteBucket>();
        foreach (var executor in _executors)
        {
            if (Intervals.Overlap(executor.Life, window) > 0)
            {
                buckets.Add(WasteBucket.Of(WasteKind.IdleCores, executor.Executor));
                buckets.Add(WasteBucket.Of(WasteKind.IdleExecutor, executor.Executor));
            }
        }

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
        _executors.Add(new ExecutorLife(executor, life, slots));

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
        if (StageSpan.Ms(stage) > 0)
        {
            _stages.Add(stage);
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
        if (ms < 1)
        {
            return;
        }

        if (!_buckets.TryGetValue(bucket, out var time))
        {
            _buckets[bucket] = time = new BucketTime(bucket);
        }

        time.Ms += (long)ms;
        _byKind[(int)bucket.Kind] += (long)ms;
    }
}
