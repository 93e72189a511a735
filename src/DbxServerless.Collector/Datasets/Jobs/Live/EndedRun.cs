namespace DbxServerless.Collector.Datasets.Jobs.Live;

/// <summary>What is remembered of a run that ended, as long as windows reach back to it.</summary>
/// <param name="Job">Logical name of the job.</param>
/// <param name="Ended">Milliseconds since 1970.</param>
internal sealed record EndedRun(string RunId, string Job, string State, long Ended, double Run, double Queue, double Setup, double Execution, double Cleanup);
