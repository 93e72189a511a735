using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Waste;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class AutoscalingLag : InsightRule
{
    private static readonly Threshold MinSeconds = new("min-seconds", 120, Unit.Seconds, "time in which stages had work for many more cores than were there yet");
    private static readonly Threshold Share = new("share", 10, Unit.Percent, "such time's part of the time in which tasks ran");
    private static readonly Threshold Small = new("small-share", 60, Unit.Percent, "cores that were there, as part of the most the run had, below which the cluster was still small");
    private static readonly Threshold Load = new("load", 75, Unit.Percent, "use of the cores that were there, above which they were the limit");

    public override RuleInfo Info { get; } = new("autoscaling-lag", "The run waits for the cluster to grow", Severity.Info)
    {
        LooksAt = "When executors came, against stages that had at least twice as many tasks as there were cores.",
        Thresholds = [MinSeconds, Share, Small, Load],
        Meaning = "The cluster grew only after work had queued for minutes: machines take time to come, and autoscaling asks for them step by step.",
        Cost = "No core-time is wasted, as the missing cores are not paid for; but the driver, and whoever waits, are there longer.",
        Mend = "Start with more workers (`autoscale.min_workers`, or a fixed size for jobs of known size), and use a pool of idle instances so that machines come in seconds.",
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        var time = CoreTime.Of(application);
        if (!GrewLate(time, settings[MinSeconds] * 1000))
        {
            yield break;
        }

        var steps = time.Executors.SelectMany(executor => new[] { executor.Life.Start, executor.Life.End }).Distinct().Order().ToList();
        var lastGrowth = time.Executors.Max(executor => executor.Life.Start);
        double waited = 0, slotsThen = 0;
        for (var i = 0; i + 1 < steps.Count && steps[i] < lastGrowth; i++)
        {
            var window = new TimeInterval(steps[i], steps[i + 1]);
            var offered = time.OfferedMs(window);
            var slots = offered / Math.Max(1, window.Milliseconds);
            if (slots < 1 || slots * 100 >= time.MostSlots * settings[Small] || time.TakenMs(window) * 100 < offered * settings[Load])
            {
                continue;
            }

            var wanting = Intervals.Union(application.Stages
                .Where(stage => (stage.NumberOfTasks ?? stage.Tasks.Totals.Tasks) >= slots * 2)
                .Select(StageSpan.Of));
            var ms = Intervals.Overlap(wanting, window);
            waited += ms;
            slotsThen = Math.Max(slotsThen, ms > 0 ? slots : 0);
        }

        var busy = application.Busy.TotalMs;
        if (waited < settings[MinSeconds] * 1000 || waited * 100 < busy * settings[Share])
        {
            yield break;
        }

        var wanted = Math.Max(2, time.Executors.Count(executor => executor.Slots > 0) / 2);
        yield return new Finding(
            Place.Application,
            (SparkConf.IsDatabricks(application)
                ? $"Set autoscale.min_workers={wanted} for this job, or a fixed num_workers, and take workers from a pool with idle instances."
                : $"Set spark.dynamicAllocation.initialExecutors={wanted} and spark.dynamicAllocation.schedulerBacklogTimeout=1s."),
            Evidence.Seconds("time with too few cores", waited, settings[MinSeconds]),
            Evidence.Percent("of the time in which tasks ran", waited / Math.Max(1, busy), settings[Share]),
            new Evidence("cores then", slotsThen * time.CoresPerTask, Unit.Cores),
            new Evidence("cores at most", time.MostSlots * time.CoresPerTask, Unit.Cores))
        {
            Title = $"Work waited {Format.Duration(waited)} for the cluster to grow",
            Weight = waited,
        };
    }

    private static bool GrewLate(CoreTime time, double ms)
    {
        long first = long.MaxValue, last = long.MinValue;
        foreach (var executor in time.Executors)
        {
            first = Math.Min(first, executor.Life.Start);
            last = Math.Max(last, executor.Life.Start);
        }

        return last > first && last - first >= ms;
    }
}
