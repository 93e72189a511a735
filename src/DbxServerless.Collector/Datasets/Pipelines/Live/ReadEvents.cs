namespace DbxServerless.Collector.Datasets.Pipelines.Live;

/// <summary>How far the events of a pipeline were read.</summary>
/// <param name="Update">Its newest update and the state of that.</param>
/// <param name="Until">Milliseconds since 1970 of the newest event.</param>
/// <param name="Seen">Ids of the events of the last minutes before it.</param>
internal sealed record ReadEvents(string Update, long Until, IReadOnlyDictionary<string, long> Seen);
