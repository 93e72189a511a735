using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class ExecutorReclaimed : ExecutorRemovedRule
{
    public override RuleInfo Info { get; } = new("executor-reclaimed", "The cloud took workers away during the run", Severity.Warning)
    {
        LooksAt = "The reasons with which executors were removed while there was work: spot reclaim, preemption, eviction, decommission.",
        Thresholds = [MinExecutors],
        Meaning = "Workers ran on spare capacity, which the cloud takes back when it needs it.",
        Cost = "Tasks and shuffle files on these workers are lost and made again. The waste is the time of the tasks that were lost with executors; "
            + "against it stands what spot prices save.",
        Mend = "Keep enough workers on demand (`first_on_demand`, `SPOT_WITH_FALLBACK_AZURE`), choose node types and zones with more spare capacity, "
            + "and let drained nodes hand over their shuffle files (`spark.decommission.enabled`).",
    };

    private protected override RemovalCause Cause => RemovalCause.Reclaimed;

    private protected override string Title(int executors) => $"The cloud took {Format.Count(executors, "worker")} away during the run";

    private protected override string Advice(SparkApplication application, IReadOnlyList<SparkExecutor> gone) =>
        $"{gone.Count} of {application.Executors.Count} executors were taken. Set spark.decommission.enabled=true, spark.storage.decommission.enabled=true and "
        + "spark.storage.decommission.shuffleBlocks.enabled=true, and keep "
        + (SparkConf.IsDatabricks(application) ? $"first_on_demand={Math.Max(2, application.Executors.Count / 2)}" : "at least half of the workers on demand") + " for jobs whose loss costs more than spot saves.";
}
