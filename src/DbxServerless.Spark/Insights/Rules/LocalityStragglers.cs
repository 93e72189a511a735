using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Waste;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class LocalityStragglers : InsightRule
{
    private static readonly Threshold Ratio = new("ratio", 2, Unit.Ratio, "how many times longer tasks far from their data took");
    private static readonly Threshold MinTasks = new("min-tasks", 10, Unit.Tasks, "tasks far from their data, and near it");
    private static readonly Threshold MinSeconds = new("min-seconds", 60, Unit.Seconds, "time that the far tasks took beyond what near ones take");

    public override RuleInfo Info { get; } = new("locality-stragglers", "Tasks far from their data are slow", Severity.Warning)
    {
        LooksAt = "Durations of tasks by locality: `ANY` and `RACK_LOCAL` against `PROCESS_LOCAL` and `NODE_LOCAL`, in the same stage attempt.",
        Thresholds = [Ratio, MinTasks, MinSeconds],
        Meaning = "Some tasks ran where their data (a cached partition, a disk cache, a local block) was not, and had to fetch or compute it again.",
        Cost = "The waste is the time beyond what the near tasks of the same stage take.",
        Mend = "Wait a little longer for a near slot (`spark.locality.wait`), cache on more executors, or have fewer executors come and go so that cached data stays.",
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        foreach (var stage in application.Stages)
        {
            var near = stage.Tasks.Localities.Where(use => use.Locality is "PROCESS_LOCAL" or "NODE_LOCAL").ToList();
            var far = stage.Tasks.Localities.Where(use => use.Locality is "ANY" or "RACK_LOCAL").ToList();
            var (nearTasks, farTasks) = (near.Sum(use => use.Tasks), far.Sum(use => use.Tasks));
            if (nearTasks < settings[MinTasks] || farTasks < settings[MinTasks] || nearTasks == 0 || farTasks == 0)
            {
                continue;
            }

            var nearMean = (double)near.Sum(use => use.DurationMs) / nearTasks;
            var farMean = (double)far.Sum(use => use.DurationMs) / farTasks;
            var excess = (farMean - nearMean) * farTasks;
            if (farMean < nearMean * settings[Ratio] || excess < settings[MinSeconds] * 1000)
            {
                continue;
            }

            var wait = application.SparkProperties.GetValueOrDefault("spark.locality.wait");
            yield return new Finding(
                Place.Of(stage),
                $"Set spark.locality.wait={Math.Clamp((long)Math.Ceiling((farMean - nearMean) / 2000), 1, 10)}s" + (wait is null ? "" : $" instead of {wait}")
                + ": waiting that long for a near slot costs less than running far. If executors come and go, keep those that hold cached data (spark.dynamicAllocation.cachedExecutorIdleTimeout).",
                Evidence.Ratio("mean far task / mean near task", farMean / nearMean, settings[Ratio]),
                new Evidence("far tasks", farTasks, Unit.Tasks, settings[MinTasks]),
                Evidence.Seconds("time beyond the near tasks' pace", excess, settings[MinSeconds]))
            {
                Title = $"{Format.Count(farTasks)} tasks far from their data take {Format.Ratio(farMean / nearMean)} as long",
                Waste = [WasteClaim.Of(WasteKind.Compute, stage, excess)],
            };
        }
    }
}
