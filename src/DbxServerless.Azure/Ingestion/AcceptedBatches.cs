using System.Security.Cryptography;
using DbxServerless.Collector.Storage;

namespace DbxServerless.Azure.Ingestion;

/// <summary>
/// Remembers the last batches that were accepted. When one of several batches fails, the caller sends all records again, and those that
/// had arrived need not arrive twice.
/// </summary>
internal sealed class AcceptedBatches
{
    private const int Capacity = 256;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, DeliveryReport> _reports = [];
    private readonly Queue<string> _order = new();

    public static string KeyOf(string stream, ReadOnlySpan<byte> body) => $"{stream} {Convert.ToHexString(SHA256.HashData(body))}";

    public DeliveryReport? Find(string key)
    {
        lock (_gate)
            return _reports.GetValueOrDefault(key);
    }

    public void Add(string key, DeliveryReport report)
    {
        lock (_gate)
        {
            if (!_reports.TryAdd(key, report))
                return;
            _order.Enqueue(key);
            if (_order.Count > Capacity)
                _reports.Remove(_order.Dequeue());
        }
    }
}
