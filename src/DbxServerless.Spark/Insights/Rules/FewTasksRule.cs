using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Waste;

namespace DbxServerless.Spark.Insights.Rules;

/// <summary>A long stage with so few tasks that most cores have none, and nothing else fills them.</summary>
internal abstract class FewTasksRule : InsightRule
{
    private protected static readonly Threshold MinSeconds = new("min-seconds", 60, Unit.Seconds, "how long the stage ran");
    private protected static readonly Threshold MaxTasks = new("max-tasks", 50, Unit.Percent, "the stage's tasks, as part of the cores that were there");
    private protected static readonly Threshold MinIdle = new("min-idle", 50, Unit.Percent, "the part of the cores that were idle while the stage ran, whatever else ran");

    /// <summary>Whether the rule speaks of stages that read a shuffle, or of the others.</summary>
    private protected abstract bool ReadsShuffle { get; }

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        var time = CoreTime.Of(application);
        foreach (var stage in application.Stages)
        {
            var span = StageSpan.Of(stage);
            var totals = stage.Tasks.Totals;
            if (span.Milliseconds < settings[MinSeconds] * 1000 || totals.Sum(TaskMetric.ShuffleReadBytes) > 0 != ReadsShuffle)
            {
                continue;
            }

            var offered = time.OfferedMs(span);
            var slots = offered / span.Milliseconds;
            var idle = Math.Max(0, offered - time.TakenMs(span));
            var tasks = stage.NumberOfTasks ?? totals.Tasks;
            if (tasks * 100 > slots * settings[MaxTasks] || idle * 100 < offered * settings[MinIdle])
            {
                continue;
            }

            yield return new Finding(
                Place.Of(stage),
                Advice(application, stage, tasks, (long)Math.Ceiling(slots)),
                new Evidence("tasks", tasks, Unit.Tasks, Math.Floor(slots * settings[MaxTasks] / 100)),
                new Evidence("cores that were there", Math.Round(slots * time.CoresPerTask), Unit.Cores),
                Evidence.Seconds("how long the stage ran", span.Milliseconds, settings[MinSeconds]),
                Evidence.Percent("idle cores meanwhile", idle / Math.Max(1, offered), settings[MinIdle]),
                new Evidence("bytes read", totals.Sum(ReadsShuffle ? TaskMetric.ShuffleReadBytes : TaskMetric.InputBytes), Unit.Bytes))
            {
                Title = $"{Format.Count(tasks, "task")} on {Format.Count(Math.Round(slots), "core")} for {Format.Duration(span.Milliseconds)}",
                Waste = [time.IdleClaim(span, idle)],
                Weight = span.Milliseconds,
            };
        }
    }

    private protected abstract string Advice(SparkApplication application, SparkStage stage, long tasks, long slots);
}
