using DbxServerless.Spark.Compare;
using DbxServerless.Spark.Insights;

namespace DbxServerless.Spark.Report;

/// <summary>A comparison as people read it.</summary>
public static class ComparisonText
{
    /// <summary>The summary, a line for every change, and the stages that grew.</summary>
    public static IEnumerable<string> Lines(RunComparison comparison) =>
    [
        comparison.Summary,
        .. comparison.Changes.Select(change => $"{Name(change)}: {change.Text}"),
        .. Grown(comparison),
        .. comparison.Unexplained is { } unexplained ? [unexplained] : (string[])[],
    ];

    /// <summary>For example <c>cluster start</c>.</summary>
    internal static string Name(RunChange change) => change.AspectName.Replace('-', ' ');

    /// <summary>A line for every stage that took notably more task time.</summary>
    internal static IEnumerable<string> Grown(RunComparison comparison) => comparison.GrownStages.Select(pair =>
        $"Stage {pair.Run.StageId} ({pair.Run.Name}) took {Format.Duration(pair.Run.TaskMs)} of task time, in the baseline {Format.Duration(pair.Baseline.TaskMs)}.");
}
