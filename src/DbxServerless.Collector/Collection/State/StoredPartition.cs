namespace DbxServerless.Collector.Collection.State;

/// <summary>A ledger partition as it is stored.</summary>
/// <param name="Blob">Its blob.</param>
/// <param name="Written">When it last changed: it is remembered from then on, also when its day is long past.</param>
internal sealed record StoredPartition(string Blob, DateTimeOffset Written);
