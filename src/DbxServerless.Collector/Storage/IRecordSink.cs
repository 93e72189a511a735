namespace DbxServerless.Collector.Storage;

/// <summary>Where records go: Log Analytics, or a folder of JSON lines.</summary>
public interface IRecordSink
{
    /// <summary>Delivers records, each one JSON object in UTF-8 without a line end. Batching to what the target accepts is the sink's.</summary>
    /// <returns>How many arrived, and which the target will never accept (set aside and reported, never silently dropped).</returns>
    /// <exception cref="Exception">Nothing, or only a part, was accepted; the caller keeps all and sends them again, unchanged.</exception>
    Task<DeliveryReport> DeliverAsync(string table, IReadOnlyList<ReadOnlyMemory<byte>> records, CancellationToken cancellationToken);
}
