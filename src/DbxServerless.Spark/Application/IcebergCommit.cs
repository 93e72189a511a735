namespace DbxServerless.Spark.Application;

/// <summary>
/// A commit to an Iceberg table. Its metrics have the names of the event, for example <c>addedDataFiles</c>,
/// <c>removedDataFiles</c>, <c>addedFilesSizeInBytes</c>, <c>durationMS</c>.
/// </summary>
public sealed record IcebergCommit(long ExecutionId, string? TableName, string? CommitId, string? Operation, IReadOnlyDictionary<string, long> Metrics);
