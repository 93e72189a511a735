namespace DbxServerless.Collector.Datasets.Jobs.Live;

/// <summary>What is remembered of a run that is under way.</summary>
/// <param name="Normal">What was normal for its job when it was first seen.</param>
internal sealed record ActiveRun(string RunId, RunNormal? Normal);
