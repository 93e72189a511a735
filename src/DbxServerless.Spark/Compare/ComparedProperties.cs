using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Compare;

/// <summary>The properties that are compared. Only these: others may hold secrets, paths and ids that differ in every run.</summary>
internal static class ComparedProperties
{
    private const int LongestValue = 100;

    private static readonly string[] Names =
    [
        "spark.databricks.delta.autoCompact.enabled",
        "spark.databricks.delta.optimizeWrite.enabled",
        "spark.databricks.io.cache.enabled",
        "spark.databricks.photon.enabled",
        "spark.default.parallelism",
        "spark.driver.memory",
        "spark.dynamicAllocation.enabled",
        "spark.dynamicAllocation.maxExecutors",
        "spark.dynamicAllocation.minExecutors",
        "spark.executor.cores",
        "spark.executor.instances",
        "spark.executor.memory",
        "spark.executor.memoryOverhead",
        "spark.io.compression.codec",
        "spark.locality.wait",
        "spark.memory.fraction",
        "spark.memory.offHeap.enabled",
        "spark.memory.offHeap.size",
        "spark.memory.storageFraction",
        "spark.scheduler.mode",
        "spark.serializer",
        "spark.speculation",
        "spark.sql.autoBroadcastJoinThreshold",
        "spark.sql.broadcastTimeout",
        "spark.sql.cbo.enabled",
        "spark.sql.execution.arrow.pyspark.enabled",
        "spark.sql.inMemoryColumnarStorage.batchSize",
        "spark.sql.parquet.filterPushdown",
        "spark.sql.sources.parallelPartitionDiscovery.threshold",
        "spark.task.cpus",
        "spark.task.maxFailures",
    ];

    private static readonly string[] Prefixes = ["spark.sql.adaptive.", "spark.databricks.adaptive.", "spark.databricks.optimizer.", "spark.sql.files.", "spark.sql.shuffle.", "spark.sql.join."];

    /// <summary>Of the application, and those that queries were run with; several values of one property are all named.</summary>
    public static IReadOnlyDictionary<string, string> Of(SparkApplication application, IEnumerable<SqlExecution> executions)
    {
        var values = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var (name, value) in application.SparkProperties)
        {
            Add(name, value);
        }

        foreach (var modified in executions.Select(execution => execution.ModifiedConfigs))
        {
            foreach (var (name, value) in modified)
            {
                Add(name, value);
            }
        }

        return values.ToDictionary(known => known.Key, known => string.Join(" and ", known.Value));

        void Add(string name, string value)
        {
            if (!IsCompared(name))
            {
                return;
            }

            if (!values.TryGetValue(name, out var known))
            {
                values[name] = known = new SortedSet<string>(StringComparer.Ordinal);
            }

            known.Add(value.Length > LongestValue ? value[..LongestValue] : value);
        }
    }

    private static bool IsCompared(string name) =>
        Array.IndexOf(Names, name) >= 0 || Array.Exists(Prefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal));
}
