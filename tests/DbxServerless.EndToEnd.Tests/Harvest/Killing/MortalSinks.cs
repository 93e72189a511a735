using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Storage;

namespace DbxServerless.EndToEnd.Tests.Harvest.Killing;

/// <summary>Sinks over which their process dies at a moment.</summary>
internal sealed class MortalSinks(IRecordSinks beneath, Countdown countdown) : IRecordSinks
{
    public IRecordSink For(string? name) => new MortalSink(beneath.For(name), countdown);

    private sealed class MortalSink(IRecordSink beneath, Countdown countdown) : IRecordSink
    {
        public Task<DeliveryReport> DeliverAsync(string table, IReadOnlyList<ReadOnlyMemory<byte>> records, CancellationToken cancellationToken) =>
            countdown.RunAsync($"deliver {table}", () => beneath.DeliverAsync(table, records, cancellationToken));
    }
}
