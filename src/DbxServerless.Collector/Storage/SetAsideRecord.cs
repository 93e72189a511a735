namespace DbxServerless.Collector.Storage;

/// <summary>A record that the target refused for good.</summary>
public sealed record SetAsideRecord(string RecordId, string Reason);
