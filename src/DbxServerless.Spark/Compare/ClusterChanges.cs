using DbxServerless.Spark.Insights;

namespace DbxServerless.Spark.Compare;

/// <summary>Differences in what the work ran on.</summary>
internal static class ClusterChanges
{
    public static IEnumerable<RunChange> Of(RunFingerprint run, RunFingerprint baseline) => new[]
    {
        Named(RunAspect.Runtime, "runtime", run.RuntimeVersion ?? run.SparkVersion, baseline.RuntimeVersion ?? baseline.SparkVersion),
        Named(RunAspect.NodeType, "node type of the workers", run.NodeType, baseline.NodeType),
        Named(RunAspect.NodeType, "node type of the driver", run.DriverNodeType, baseline.DriverNodeType),
        Size(run, baseline),
        Start(run, baseline),
    }.OfType<RunChange>();

    /// <summary>What one of the logs does not tell is not compared.</summary>
    private static RunChange? Named(RunAspect aspect, string what, string? run, string? baseline) =>
        run is null || baseline is null || run == baseline ? null : new RunChange(aspect, $"The {what} is {run}, in the baseline {baseline}.", baseline, run);

    private static RunChange? Size(RunFingerprint run, RunFingerprint baseline)
    {
        if (run.Cores == 0 || baseline.Cores == 0 || !Differs.By(1.1, 1, run.Cores, baseline.Cores))
        {
            return null;
        }

        var (before, after) = (Format.Count(baseline.Cores, "core"), Format.Count(run.Cores, "core"));
        return new RunChange(RunAspect.ClusterSize, $"The executors had {after} at most, in the baseline {before}.", before, after);
    }

    private static RunChange? Start(RunFingerprint run, RunFingerprint baseline)
    {
        if (run.StartUpMs is not { } after || baseline.StartUpMs is not { } before || !Differs.By(1.25, 15_000, after, before))
        {
            return null;
        }

        var (was, took) = (Format.Duration(before), Format.Duration(after));
        return new RunChange(RunAspect.ClusterStart, $"The first executor came {took} after the start, in the baseline {was}.", was, took);
    }
}
