using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Waste;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class ManySmallQueries : InsightRule
{
    private static readonly Threshold MinQueries = new("min-queries", 200, Unit.Count, "small queries, or jobs without one");
    private static readonly Threshold MaxSeconds = new("max-seconds", 2, Unit.Seconds, "duration below which a query is small");
    private static readonly Threshold MinShare = new("min-share", 30, Unit.Percent, "time in which small queries were open, as part of the time in which anything was");
    private static readonly Threshold MaxLoad = new("max-load", 30, Unit.Percent, "use of the cores over the run, above which the cluster is not idle for it");

    public override RuleInfo Info { get; } = new("many-small-queries", "The run consists of very many tiny queries", Severity.Warning)
    {
        LooksAt = "The number and durations of root SQL executions, and of jobs outside of any, and the use of the cores.",
        Thresholds = [MinQueries, MaxSeconds, MinShare, MaxLoad],
        Meaning = "A loop runs a small query for each file, day, table or key. Planning and scheduling each takes longer than its work, and one after the other they leave most cores idle.",
        Cost = "The waste is the core-time in these queries during which no task ran at all.",
        Mend = "Turn the loop into one query (a join or union over all keys, one read of all paths), run the queries from several threads at once, or use a cluster of one small node.",
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        var time = CoreTime.Of(application);
        var small = Small(application, time, settings[MaxSeconds] * 1000);
        if (small.Count < settings[MinQueries])
        {
            yield break;
        }

        var open = Intervals.Union(small);
        var clock = Intervals.TotalMs(open);
        var active = Intervals.TotalMs(time.Active);
        var load = time.TotalMs > 0 ? (double)time.UsedMs / time.TotalMs : 0;
        if (clock * 100.0 < active * settings[MinShare] || load * 100 > settings[MaxLoad])
        {
            yield break;
        }

        var waiting = Intervals.Subtract(open, application.Busy.Intervals);
        var waited = waiting.Sum(time.OfferedMs);
        yield return new Finding(
            Place.Application,
            $"Replace the loop by one query over all its cases (union or join, spark.read of all paths at once), or run about {Math.Clamp((int)(1 / Math.Max(0.01, load)), 2, 32)} of them at a time from a thread pool "
            + "with spark.scheduler.mode=FAIR; if neither is possible, a single-node cluster does the same for less.",
            new Evidence("small queries", small.Count, Unit.Count, settings[MinQueries]),
            Evidence.Seconds("mean duration", (double)Intervals.TotalMs(small) / small.Count, settings[MaxSeconds]),
            Evidence.Percent("of the time in which anything was open", (double)clock / Math.Max(1, active), settings[MinShare]),
            Evidence.Percent("use of the cores", load, settings[MaxLoad]))
        {
            Title = $"{Format.Count(small.Count)} queries of less than {settings[MaxSeconds]:0.#} s each",
            Waste = [WasteClaim.Of(WasteKind.NoTaskInQuery, waited)],
        };
    }

    private static List<TimeInterval> Small(SparkApplication application, CoreTime time, double maxMs)
    {
        var small = new List<TimeInterval>();
        foreach (var execution in application.SqlExecutions)
        {
            if (execution.IsRoot)
            {
                Add(execution.StartTime, execution.EndTime);
            }
        }

        foreach (var job in application.Jobs)
        {
            if (job.SqlExecutionId is null)
            {
                Add(job.SubmissionTime, job.CompletionTime);
            }
        }

        return small;

        void Add(long? start, long? end)
        {
            if (start is { } from && (end ?? time.Span.End) - from < maxMs)
            {
                small.Add(new TimeInterval(from, end ?? time.Span.End));
            }
        }
    }
}
