using DbxServerless.Spark.Insights;

namespace DbxServerless.Spark.Compare;

/// <summary>Differences in how stages that are in both were divided.</summary>
internal static class StageChanges
{
    // Of the run's task time: what smaller stages do explains nothing.
    private const double MinShare = 0.05;

    public static IEnumerable<RunChange> Of(RunFingerprint run, IReadOnlyList<StagePair> pairs)
    {
        var large = pairs.Where(pair => Math.Max(pair.Run.TaskMs, pair.Baseline.TaskMs) >= run.TaskMs * MinShare).ToList();
        if (large.Where(pair => Differs.By(1.25, 2, pair.Run.Partitions, pair.Baseline.Partitions)).MaxBy(pair => pair.Run.TaskMs) is { } divided)
        {
            var (before, after) = (Format.Count(divided.Baseline.Partitions, "partition"), Format.Count(divided.Run.Partitions, "partition"));
            yield return At(divided, RunAspect.Partitioning, $"Stage {divided.Run.StageId} ({divided.Run.Name}) had {after}, in the baseline {before}.", before, after);
        }

        if (large.Where(IsSkewed).MaxBy(pair => pair.Run.MaxTaskMs) is { } skewed)
        {
            var (before, after) = (Skew(skewed.Baseline), Skew(skewed.Run));
            yield return At(
                skewed, RunAspect.Skew, $"The longest task of stage {skewed.Run.StageId} ({skewed.Run.Name}) took {after}, in the baseline {before}.", before, after);
        }
    }

    /// <summary>More skewed than it was, and by seconds.</summary>
    private static bool IsSkewed(StagePair pair)
    {
        var (run, baseline) = (Of(pair.Run), Of(pair.Baseline));
        return run >= 2 && run >= baseline * 1.5 && pair.Run.MaxTaskMs - pair.Baseline.MaxTaskMs >= 5000;
    }

    private static double Of(StageFingerprint stage) => (double)stage.MaxTaskMs / Math.Max(1, stage.MedianTaskMs);

    private static string Skew(StageFingerprint stage) =>
        $"{Format.Duration(stage.MaxTaskMs)} (median {Format.Duration(stage.MedianTaskMs)})";

    private static RunChange At(StagePair pair, RunAspect aspect, string text, string before, string after) =>
        new(aspect, text, before, after) { StageId = pair.Run.StageId };
}
