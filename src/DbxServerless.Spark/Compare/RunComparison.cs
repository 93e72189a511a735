using DbxServerless.Spark.Insights;

namespace DbxServerless.Spark.Compare;

/// <summary>Why a run was slower or costlier, or faster or cheaper, than another run of the same work. A pure function of two fingerprints.</summary>
public sealed class RunComparison
{
    private const double Notable = 1.1;
    private const double Slower = 1.2;
    private const long SlowerMs = 30_000;
    private const int MostStages = 5;

    private RunComparison(RunFingerprint run, RunFingerprint baseline)
    {
        (Run, Baseline) = (run, baseline);
        var pairs = StagePair.Of(run, baseline);
        Changes = [.. WorkChanges.Of(run, baseline), .. ClusterChanges.Of(run, baseline), .. StageChanges.Of(run, pairs), .. TimeChanges.Of(run, baseline)];
        GrownStages = [.. pairs.Where(pair => pair.GrowthMs >= Math.Max(5000, run.TaskMs / 20)).Take(MostStages)];
    }

    public RunFingerprint Run { get; }

    public RunFingerprint Baseline { get; }

    /// <summary>What differs, causes before effects. What is the same, or nearly so, is not among them.</summary>
    public IReadOnlyList<RunChange> Changes { get; }

    /// <summary>Stages that are in both and took notably more task time in the run, the worst first.</summary>
    public IReadOnlyList<StagePair> GrownStages { get; }

    /// <summary>Duration of the run divided by the baseline's; null where one is not known.</summary>
    public double? DurationRatio => Ratio(Run.DurationMs, Baseline.DurationMs);

    /// <summary>Core-hours of the run divided by the baseline's; null where one is not known.</summary>
    public double? CoreHoursRatio => Ratio(Run.CoreHours, Baseline.CoreHours);

    /// <summary>One sentence: how much slower and costlier.</summary>
    public string Summary
    {
        get
        {
            var time = Run.DurationMs is { } run && Baseline.DurationMs is { } before
                ? $"It took {Format.Duration(run)}, the baseline {Format.Duration(before)}{Times(DurationRatio)}"
                : "The logs do not tell how long both took";
            return Run.CoreHours is { } hours && Baseline.CoreHours is { } hoursBefore
                ? $"{time}, and {hours:0.##} core-hours instead of {hoursBefore:0.##}{Times(CoreHoursRatio)}."
                : $"{time}.";
        }
    }

    /// <summary>What is to be thought when nothing differs that the logs tell; null otherwise.</summary>
    public string? Unexplained => Changes.Count == 0 && DurationRatio > Notable
        ? "Nothing that the logs tell differs: the same work took longer on the same cluster. Look at the storage, at other users of the machines, and at the driver's log."
        : null;

    public static RunComparison Of(RunFingerprint run, RunFingerprint baseline) => new(run, baseline);

    /// <summary>The typical one of previous runs: that of median duration. Null when no duration is known.</summary>
    public static RunFingerprint? Typical(IEnumerable<RunFingerprint> previous)
    {
        var known = previous.Where(one => one.DurationMs is not null).OrderBy(one => one.DurationMs).ToList();
        return known.Count == 0 ? null : known[(known.Count - 1) / 2];
    }

    /// <summary>
    /// The run against the <see cref="Typical"/> one of its job's previous runs, and only when it took notably longer or more core-hours than
    /// that (a fifth, and half a minute). Null otherwise, or without previous runs.
    /// </summary>
    public static RunComparison? WithPrevious(RunFingerprint run, IReadOnlyCollection<RunFingerprint> previous)
    {
        if (Typical(previous) is not { } baseline)
        {
            return null;
        }

        var comparison = new RunComparison(run, baseline);
        var isSlower = comparison.DurationRatio > Slower && run.DurationMs - baseline.DurationMs >= SlowerMs;
        return isSlower || (comparison.CoreHoursRatio > Slower && run.DurationMs >= SlowerMs) ? comparison : null;
    }

    private static double? Ratio(double? run, double? baseline) => baseline > 0 ? run / baseline : null;

    private static string Times(double? ratio) => ratio switch
    {
        > Notable => $" ({Format.Ratio(ratio.Value)} as much)",
        < 1 / Notable => $" ({Format.Percent(ratio.Value)} of it)",
        _ => " (about the same)",
    };
}
