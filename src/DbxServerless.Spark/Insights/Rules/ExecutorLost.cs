using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class ExecutorLost : ExecutorRemovedRule
{
    public override RuleInfo Info { get; } = new("executor-lost", "Executors vanished during the run", Severity.Error)
    {
        LooksAt = "Executors that were removed while there was work, for a reason that is neither a request, nor memory, nor the cloud taking them back: lost process, lost heartbeat, lost connection.",
        Thresholds = [MinExecutors],
        Meaning = "The driver no longer heard from the executor. Its process crashed, its machine died, its network broke, or it was too busy collecting garbage to answer.",
        Cost = "Its running tasks and its shuffle files are lost and made again. The waste is the time of the tasks that were lost with executors.",
        Mend = "Look at the executor's own log (stderr) and at the cluster's events at that time: a crash of native code, a full disk, a killed process without a reason (often memory after all).",
    };

    private protected override RemovalCause Cause => RemovalCause.Lost;

    private protected override string Title(int executors) => $"{Format.Count(executors, "executor")} vanished during the run";

    private protected override string Advice(SparkApplication application, IReadOnlyList<SparkExecutor> gone)
    {
        var isHeartbeat = gone.Any(executor => executor.RemoveReason?.Contains("heartbeat", StringComparison.OrdinalIgnoreCase) == true);
        return isHeartbeat
            ? "Heartbeats were missed, mostly because of long garbage collection: see the findings on it, and set spark.executor.heartbeatInterval=20s with spark.network.timeout=300s."
            : $"Read stderr of executor {gone[0].Id} on {gone[0].Host ?? "its host"} and the cluster's event log at that time; check the free disk space of the node, and its memory, which a killed process does not report.";
    }
}
