namespace DbxServerless.Spark.Application;

/// <summary>How a Delta table that was scanned is laid out.</summary>
public sealed record DeltaScan(
    long MinExecutionId,
    string? TablePath,
    string? TableName,
    IReadOnlyList<string> PartitionColumns,
    IReadOnlyList<string> ClusteringColumns,
    IReadOnlyList<string> ZOrderColumns);
