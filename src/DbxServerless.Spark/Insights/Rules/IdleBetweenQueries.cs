using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Waste;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class IdleBetweenQueries : InsightRule
{
    private static readonly Threshold Share = new("share", 20, Unit.Percent, "the part of the executors' core-time that passed with no query or job open");
    private static readonly Threshold MinSeconds = new("min-seconds", 60, Unit.Seconds, "such time on the clock, while executors were there");
    private static readonly Threshold MinCoreHours = new("min-core-hours", 0.25, Unit.CoreHours, "core-time of the executors meanwhile");

    public override RuleInfo Info { get; } = new("idle-between-queries", "Executors wait while no query or job is open", Severity.Warning)
    {
        LooksAt = "Times when executors were there but no SQL execution or job was open and no task ran: before the first, between two, and after the last.",
        Thresholds = [Share, MinSeconds, MinCoreHours],
        Meaning = "The cluster was up, and nobody asked it for anything: the program did other work on the driver (plain Python, pandas, calls to services, sleeping), "
            + "a person was thinking, setup took long, or the cluster stayed up after the work.",
        Cost = "Workers cost the same while they wait. The waste is their core-time in these periods.",
        Mend = "Before the first query: move installs and downloads into an image or cluster libraries. Between: run driver-only work on a small cluster or in a task of its own, "
            + "or do it with Spark. After the last: shorter auto-termination, or a job cluster, which ends with the job.",
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        var time = CoreTime.Of(application);
        var bucket = WasteBucket.Of(WasteKind.NoTaskBetween);
        var waited = time.Ms(bucket);
        var share = time.TotalMs > 0 ? (double)waited / time.TotalMs : 0;
        var there = Intervals.Union(time.Executors.Where(executor => executor.Slots > 0).Select(executor => executor.Life));
        var idle = Intervals.Subtract(Intervals.Subtract(there, time.Active), application.Busy.Intervals);
        var clock = Intervals.TotalMs(idle);
        if (share * 100 < settings[Share] || clock < settings[MinSeconds] * 1000 || time.CoreHours(waited) < settings[MinCoreHours])
        {
            yield break;
        }

        var (first, last) = time.Active is [var start, ..] ? (start.Start, time.Active[^1].End) : (time.Span.End, time.Span.End);
        var before = Intervals.Overlap(idle, new TimeInterval(long.MinValue / 2, first));
        var after = Intervals.Overlap(idle, new TimeInterval(last, long.MaxValue / 2));
        var between = clock - before - after;
        yield return new Finding(
            Place.Application,
            Advice(application, before, between, after),
            Evidence.Percent("core-time with nothing open", share, settings[Share]),
            Evidence.Seconds("time with nothing open", clock, settings[MinSeconds]),
            Evidence.Seconds("before the first query or job", before),
            Evidence.Seconds("between queries and jobs", between),
            Evidence.Seconds("after the last", after),
            new Evidence("core-hours that waited", Math.Round(time.CoreHours(waited), 4), Unit.CoreHours, settings[MinCoreHours]))
        {
            Title = $"Executors wait {Format.Duration(clock)} while no query or job is open",
            Waste = [new WasteClaim(waited, [bucket])],
        };
    }

    private static string Advice(SparkApplication application, long before, long between, long after)
    {
        var largest = Math.Max(before, Math.Max(between, after));
        if (largest == before)
        {
            return $"{Format.Duration(before)} pass between the workers' start and the first query: move what the program does before it (%pip installs, downloads, reading configuration) into a container image, cluster libraries or a task on a single node.";
        }

        if (largest == between && application.StreamingQueries.Count > 0)
        {
            return $"{Format.Duration(between)} pass between micro-batches: run the stream on fewer workers, put several streams on one cluster, or run it as a scheduled job with Trigger.AvailableNow.";
        }

        return largest == after
            ? $"{Format.Duration(after)} pass after the last query: "
                + (SparkConf.IsDatabricks(application) ? "run it on a job cluster, which ends with the job, or set autotermination_minutes=10." : "stop the session when the work is done.")
            : $"{Format.Duration(between)} pass between queries: do that work with Spark, or put driver-only steps into a task on a single-node cluster; "
                + "on interactive clusters set autoscale.min_workers=1 so that thinking costs less.";
    }
}
