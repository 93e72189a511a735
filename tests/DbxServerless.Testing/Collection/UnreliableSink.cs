using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Storage;

namespace DbxServerless.Testing.Collection;

/// <summary>A sink that fails when it is told to: before it has delivered, or after, when nobody learns that it has.</summary>
public sealed class UnreliableSink(IRecordSink inner) : IRecordSink, IRecordSinks
{
    public bool FailsBefore { get; set; }

    public bool FailsAfter { get; set; }

    public IRecordSink For(string? name) => this;

    public async Task<DeliveryReport> DeliverAsync(string table, IReadOnlyList<ReadOnlyMemory<byte>> records, CancellationToken cancellationToken)
    {
        if (FailsBefore)
            throw new IOException("The sink is closed.");
        var report = await inner.DeliverAsync(table, records, cancellationToken);
        return FailsAfter ? throw new IOException("The answer was lost.") : report;
    }
}
