using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Plans;

namespace DbxServerless.Spark.Insights;

/// <summary>How much of the work Photon did.</summary>
internal static class Photon
{
    private const string PhotonTime = "photonizedTaskTimeNs";

    /// <summary>True when the runtime has Photon, whether anything ran in it or not.</summary>
    public static bool IsOn(SparkApplication application) =>
        application.Cluster?.RuntimeVersion?.Contains("photon", StringComparison.OrdinalIgnoreCase) == true
        || application.SparkProperties.GetValueOrDefault("spark.databricks.photon.enabled") == "true"
        || PlanOperators.Of(application).Any(node => node.IsPhoton);

    /// <summary>What of the stage's run time was in Photon, never more than the run time.</summary>
    public static double Ms(SparkStage stage) => Math.Min(stage.InternalMetrics.GetValueOrDefault(PhotonTime) / 1_000_000.0, RunMs(stage));

    public static long RunMs(SparkStage stage) => stage.Tasks.Totals.Sum(TaskMetric.ExecutorRunTimeMs);
}
