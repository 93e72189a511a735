namespace DbxServerless.Collector.Harvest.State;

/// <summary>A file of a log, as it is in the archive.</summary>
/// <param name="Source">Where it was downloaded from.</param>
/// <param name="Size">Bytes of the source that are archived.</param>
/// <param name="Identity">Tells contents of one name apart: the current file is emptied when it is rolled.</param>
/// <param name="Modified">When the source was last written.</param>
/// <param name="Archived">When it was archived.</param>
internal sealed record ArchivedSegment(string Source, long Size, string Identity, DateTimeOffset? Modified, DateTimeOffset Archived);
