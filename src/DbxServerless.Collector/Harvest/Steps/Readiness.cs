namespace DbxServerless.Collector.Harvest.Steps;

/// <summary>Whether a log may be taken.</summary>
/// <param name="IsReady">It may.</param>
/// <param name="IsPartial">It lacks something, and the time to wait for it is over.</param>
/// <param name="Why">What is waited for, or lacks.</param>
internal sealed record Readiness(bool IsReady, bool IsPartial, string? Why);
