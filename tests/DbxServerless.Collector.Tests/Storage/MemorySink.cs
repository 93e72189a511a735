using System.Text;
using System.Text.Json;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Storage;

namespace DbxServerless.Collector.Tests.Storage;

/// <summary>A sink that keeps all lines in the order of their arrival.</summary>
internal sealed class MemorySink(Faults? faults = null) : IRecordSink, IRecordSinks
{
    private readonly Lock _gate = new();
    private readonly Faults _faults = faults ?? new Faults();
    private readonly List<(string Table, string Line)> _lines = [];

    /// <summary>Called before each delivery, with table and lines; what it throws the sink throws.</summary>
    public Action<string, IReadOnlyList<string>> BeforeDelivery { get; set; } = (_, _) => { };

    /// <summary>Why the sink refuses a line for good, or null.</summary>
    public Func<string, string?> Refuses { get; set; } = _ => null;

    public int Deliveries { get; private set; }

    public IRecordSink For(string? name) => this;

    public IReadOnlyList<string> Lines(string table)
    {
        lock (_gate)
            return [.. _lines.Where(line => line.Table == table).Select(line => line.Line)];
    }

    public IReadOnlyList<JsonElement> Records(string table) => [.. Lines(table).Select(line => JsonDocument.Parse(line).RootElement)];

    public Task<DeliveryReport> DeliverAsync(string table, IReadOnlyList<ReadOnlyMemory<byte>> records, CancellationToken cancellationToken)
    {
        List<string> lines = [.. records.Select(record => Encoding.UTF8.GetString(record.Span))];
        BeforeDelivery(table, lines);
        return Task.FromResult(_faults.Run(() =>
        {
            lock (_gate)
            {
                Deliveries++;
                var refused = lines.Where(line => Refuses(line) is not null).ToList();
                _lines.AddRange(lines.Except(refused).Select(line => (table, line)));
                return new DeliveryReport(
                    lines.Count - refused.Count,
                    [.. refused.Select(line => new SetAsideRecord(JsonDocument.Parse(line).RootElement.GetProperty("RecordId").GetString()!, Refuses(line)!))]);
            }
        }));
    }
}
