namespace DbxServerless.Collector.Harvest.State;

/// <summary>How far runs have been looked for.</summary>
/// <param name="Cursor">Runs that ended until then are known.</param>
internal sealed record Discovery(DateTimeOffset Cursor);
