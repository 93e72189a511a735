using DbxServerless.Spark.Insights;

namespace DbxServerless.Spark.Compare;

/// <summary>Differences in what time was lost to.</summary>
internal static class TimeChanges
{
    private const double MinSpill = 64 << 20;

    public static IEnumerable<RunChange> Of(RunFingerprint run, RunFingerprint baseline)
    {
        if (Differs.By(1.1, MinSpill, run.SpilledBytes, baseline.SpilledBytes))
        {
            var (before, after) = (Format.Bytes(baseline.SpilledBytes), Format.Bytes(run.SpilledBytes));
            yield return new RunChange(RunAspect.Spill, $"It spilled {after} to disk, the baseline {before}.", before, after);
        }

        var (gc, gcBefore) = (Share(run.GcMs, run.TaskMs), Share(baseline.GcMs, baseline.TaskMs));
        if (Math.Abs(gc - gcBefore) >= 0.05 && Differs.By(1.25, 5000, run.GcMs, baseline.GcMs))
        {
            var (before, after) = (Format.Percent(gcBefore), Format.Percent(gc));
            yield return new RunChange(RunAspect.GarbageCollection, $"Garbage collection took {after} of the task time, in the baseline {before}.", before, after);
        }

        if (Differs.By(1.5, Math.Max(2, run.Tasks * 0.01), run.FailedTasks, baseline.FailedTasks) || run.LostExecutors != baseline.LostExecutors)
        {
            var (before, after) = (Failed(baseline), Failed(run));
            yield return new RunChange(RunAspect.Failures, $"It had {after}, the baseline {before}.", before, after);
        }

        if (Idle(run) is { } idle && Idle(baseline) is { } idleBefore && Differs.By(1.25, Math.Max(15_000, run.DurationMs!.Value * 0.1), idle, idleBefore))
        {
            var (before, after) = (Format.Duration(idleBefore), Format.Duration(idle));
            yield return new RunChange(
                RunAspect.Idle, $"After the first executor came, no task ran for {after}, in the baseline {before}: the driver worked, or waited between queries.", before, after);
        }
    }

    private static double Share(long part, long all) => all > 0 ? (double)part / all : 0;

    private static string Failed(RunFingerprint run) =>
        $"{Format.Count(run.FailedTasks, "failed task")} and {Format.Count(run.LostExecutors, "lost executor")}";

    private static double? Idle(RunFingerprint run) => run.DurationMs - run.BusyMs - (run.StartUpMs ?? 0) is { } idle ? Math.Max(0, idle) : null;
}
