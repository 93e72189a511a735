namespace DbxServerless.Collector.Datasets.Jobs.Live;

/// <summary>What one poll of job runs leaves to the next.</summary>
/// <param name="At">When it was.</param>
/// <param name="Active">The runs that were under way.</param>
/// <param name="Ended">Runs that ended in the last 24 hours.</param>
/// <param name="Past">Seconds of the newest runs that succeeded, by job (or logical name, where each run has a job of its own), oldest first.</param>
/// <param name="ServiceLevels">Seconds that runs may take, for jobs that differ from the setting, by job id.</param>
/// <param name="ServiceLevelsAt">When they were read.</param>
internal sealed record LiveRunMemory(
    DateTimeOffset At,
    IReadOnlyList<ActiveRun> Active,
    IReadOnlyList<EndedRun> Ended,
    IReadOnlyDictionary<string, IReadOnlyList<double>> Past,
    IReadOnlyDictionary<string, long> ServiceLevels,
    DateTimeOffset ServiceLevelsAt);
