namespace DbxServerless.Spark.Application;

/// <summary>A persisted RDD that a stage computes or reads.</summary>
public sealed record StageRdd(long RddId, string? Name, long Partitions, long CachedPartitions, long MemoryBytes, long DiskBytes, bool IsPersisted);
