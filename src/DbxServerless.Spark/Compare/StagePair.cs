namespace DbxServerless.Spark.Compare;

/// <summary>The same stage in a run and in its baseline.</summary>
public sealed record StagePair(StageFingerprint Run, StageFingerprint Baseline)
{
    /// <summary>How much more task time the run took; negative when it took less. Milliseconds.</summary>
    public long GrowthMs => Run.TaskMs - Baseline.TaskMs;

    /// <summary>By key, the one that grew most first.</summary>
    internal static IReadOnlyList<StagePair> Of(RunFingerprint run, RunFingerprint baseline)
    {
        var known = baseline.Stages.ToDictionary(stage => stage.Key, StringComparer.Ordinal);
        return
        [
            .. run.Stages.Where(stage => known.ContainsKey(stage.Key)).Select(stage => new StagePair(stage, known[stage.Key]))
                .OrderByDescending(pair => pair.GrowthMs).ThenBy(pair => pair.Run.StageId),
        ];
    }
}
