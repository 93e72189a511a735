namespace DbxServerless.Collector.Datasets.Jobs.Live;

/// <summary>What one poll of task runs leaves to the next.</summary>
/// <param name="At">When it was.</param>
/// <param name="Active">Ids of the job runs that were under way, and of those whose failures could not be read.</param>
/// <param name="Told">When task runs and job runs ended whose end was told, by id, as long as polls can come upon them again.</param>
/// <param name="Ended">The newest end of each task in the last 24 hours.</param>
internal sealed record LiveTaskMemory(DateTimeOffset At, IReadOnlyList<string> Active, IReadOnlyDictionary<string, long> Told, IReadOnlyList<EndedTask> Ended);
