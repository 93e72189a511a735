namespace DbxServerless.Collector.Datasets.Jobs.Live;

/// <summary>How a task of a job last ended in a state.</summary>
/// <param name="Ended">Milliseconds since 1970.</param>
internal sealed record EndedTask(string Job, string Task, string State, long Ended, double Seconds, double Setup);
