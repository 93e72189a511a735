using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class ExecutorOutOfMemory : ExecutorRemovedRule
{
    public override RuleInfo Info { get; } = new("executor-out-of-memory", "Executors died for lack of memory", Severity.Error)
    {
        LooksAt = "The reasons with which executors were removed while there was work: exit codes 137 and 52, OOM kills, containers over their limit.",
        Thresholds = [MinExecutors],
        Meaning = "The operating system, the container or the JVM ended the executor because it needed more memory than there was.",
        Cost = "Its running tasks and its shuffle files are lost and made again, its cache too. The waste is the time of the tasks that were lost with executors.",
        Mend = "Give each task less to hold (more partitions, mend skew), or nodes with more memory per core. When Python or native code takes memory beside the JVM, "
            + "raise `spark.executor.memoryOverhead` or lower the number of tasks at once (`spark.task.cpus=2`).",
    };

    private protected override RemovalCause Cause => RemovalCause.OutOfMemory;

    private protected override string Title(int executors) => $"{Format.Count(executors, "executor")} died for lack of memory";

    private protected override string Advice(SparkApplication application, IReadOnlyList<SparkExecutor> gone)
    {
        var overhead = SparkConf.Bytes(application, "spark.executor.memoryOverhead", 1 << 20);
        return (SparkConf.IsDatabricks(application)
                ? $"Choose a worker type with twice the memory per core of {application.Cluster?.NodeType ?? "the present one"}"
                : $"Set spark.executor.memoryOverhead={((overhead ?? SparkConf.Bytes(application, "spark.executor.memory", 1 << 20) / 10 ?? 512L << 20) * 2) >> 20}m")
            + ", or set spark.task.cpus=2 so that half as many tasks share the memory, or double the number of partitions of the stages that ran then.";
    }
}
