namespace DbxServerless.Collector.Harvest.State;

/// <summary>The end of a file that the driver of a failed run wrote, as it is in the archive.</summary>
/// <param name="Source">Where it was downloaded from.</param>
/// <param name="From">Byte of the source at which it begins.</param>
/// <param name="Size">Bytes of the source that are archived.</param>
/// <param name="Modified">When the source was last written.</param>
/// <param name="RunEnd">The end of the run for which it was archived: a repair that fails too has another.</param>
/// <param name="Archived">When it was archived.</param>
internal sealed record ArchivedTail(string Source, long From, long Size, DateTimeOffset? Modified, DateTimeOffset RunEnd, DateTimeOffset Archived);
