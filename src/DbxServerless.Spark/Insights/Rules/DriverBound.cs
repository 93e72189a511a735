using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Waste;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class DriverBound : InsightRule
{
    private static readonly Threshold Share = new("share", 20, Unit.Percent, "the part of the executors' core-time that passed while a query or job was open and no task ran");
    private static readonly Threshold MinSeconds = new("min-seconds", 60, Unit.Seconds, "such time on the clock");
    private static readonly Threshold MinCoreHours = new("min-core-hours", 0.25, Unit.CoreHours, "core-time of the executors that waited meanwhile");

    public override RuleInfo Info { get; } = new("driver-bound", "Executors wait for the driver inside queries", Severity.Warning)
    {
        LooksAt = "Times when a SQL execution or job was open but no task ran on any executor.",
        Thresholds = [Share, MinSeconds, MinCoreHours],
        Meaning = "The driver was busy alone: planning, listing files, collecting results, building broadcasts, committing writes, or running code between the jobs of one query.",
        Cost = "All workers are paid for and idle meanwhile. The waste is their core-time in these periods.",
        Mend = "Look at the query that waits longest: many partitions or files to list (cut them, use Delta or Iceberg metadata), large results collected, "
            + "huge plans (long chains of withColumn, loops over DataFrames: checkpoint or rewrite), commits of many files. A larger driver helps when it is short of CPU or memory.",
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        var time = CoreTime.Of(application);
        var bucket = WasteBucket.Of(WasteKind.NoTaskInQuery);
        var waited = time.Ms(bucket);
        var gaps = Intervals.Subtract(time.Active, application.Busy.Intervals);
        var clock = Intervals.TotalMs(gaps);
        var share = time.TotalMs > 0 ? (double)waited / time.TotalMs : 0;
        if (share * 100 < settings[Share] || clock < settings[MinSeconds] * 1000 || time.CoreHours(waited) < settings[MinCoreHours])
        {
            yield break;
        }

        SqlExecution? worst = null;
        long worstMs = 0;
        foreach (var execution in application.SqlExecutions)
        {
            if (execution is { IsRoot: true, StartTime: { } start })
            {
                var ms = Intervals.Overlap(gaps, new TimeInterval(start, execution.EndTime ?? time.Span.End));
                (worst, worstMs) = ms > worstMs ? (execution, ms) : (worst, worstMs);
            }
        }

        yield return new Finding(
            worst is null ? Place.Application : Place.Of(worst),
            (worst is null ? "" : $"SQL execution {worst.ExecutionId} waits {Format.Duration(worstMs)} of it: start there. ")
            + "See in the driver log what it does between jobs. Cut the number of files and partitions it lists, set spark.sql.sources.parallelPartitionDiscovery.threshold=32 so that "
            + "executors list, do not collect large results, and break up plans with hundreds of columns added one by one (use one select).",
            Evidence.Percent("core-time without a task inside queries", share, settings[Share]),
            Evidence.Seconds("time without a task inside queries", clock, settings[MinSeconds]),
            new Evidence("core-hours that waited", Math.Round(time.CoreHours(waited), 4), Unit.CoreHours, settings[MinCoreHours]))
        {
            Title = $"Executors wait {Format.Duration(clock)} for the driver inside queries",
            Waste = [new WasteClaim(waited, [bucket])],
        };
    }
}
