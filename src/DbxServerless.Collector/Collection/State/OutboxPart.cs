namespace DbxServerless.Collector.Collection.State;

/// <summary>Records of one table that wait for delivery.</summary>
/// <param name="Blob">Their blob: JSON lines, exactly as they are delivered.</param>
/// <param name="Table">Table without <c>_CL</c>.</param>
/// <param name="Records">How many they are.</param>
/// <param name="Since">When they were committed.</param>
internal sealed record OutboxPart(string Blob, string Table, int Records, DateTimeOffset Since);
