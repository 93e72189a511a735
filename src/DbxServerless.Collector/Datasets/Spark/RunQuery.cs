using DbxServerless.Spark.Application;

namespace DbxServerless.Collector.Datasets.Spark;

/// <summary>A whole query with the jobs of all its parts.</summary>
internal sealed record RunQuery(SqlExecution Execution, IReadOnlyList<SparkJob> Jobs);
