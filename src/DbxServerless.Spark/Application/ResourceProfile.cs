namespace DbxServerless.Spark.Application;

/// <summary>What executors of a profile ask for.</summary>
/// <param name="Id">0 is the default profile.</param>
/// <param name="ExecutorResources">By resource, for example <c>memory</c> and <c>offHeap</c> in MiB, <c>cores</c>.</param>
/// <param name="TaskResources">By resource, for example <c>cpus</c>.</param>
public sealed record ResourceProfile(long Id, IReadOnlyDictionary<string, double> ExecutorResources, IReadOnlyDictionary<string, double> TaskResources);
