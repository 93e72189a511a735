namespace DbxServerless.Collector.Harvest.State;

/// <summary>An entity as it was read or saved.</summary>
internal sealed record Versioned<T>(T Value, string ETag)
    where T : class;
