using DbxServerless.Collector.Storage;

namespace DbxServerless.Azure.Ingestion;

/// <summary>
/// Log Analytics, through the Logs Ingestion API. Batching is done here and not by the SDK, which cannot say which records of a failed
/// upload have arrived.
/// </summary>
/// <param name="rules">The rule that takes each table, by the table's name without <c>_CL</c>.</param>
/// <param name="setting">How the names of the sink's settings begin, for messages.</param>
/// <param name="time">The clock.</param>
internal sealed class LogsIngestionSink(IReadOnlyDictionary<string, IngestionRule> rules, string setting, TimeProvider time) : IRecordSink
{
    private readonly AcceptedBatches _accepted = new();

    public async Task<DeliveryReport> DeliverAsync(string table, IReadOnlyList<ReadOnlyMemory<byte>> records, CancellationToken cancellationToken)
    {
        if (!rules.TryGetValue(table, out var rule))
            throw new IngestionException($"No data collection rule takes {table}. Add it to {setting}Rules__N__Tables of the rule that has its stream.", concernsAll: true);
        var delivered = 0;
        var setAside = new List<SetAsideRecord>();
        IngestionException? failure = null;
        foreach (var batch in RecordBatches.Of([.. records.Select(FieldCutter.Cut)]))
        {
            try
            {
                var report = await SendAsync(rule, table, batch, cancellationToken);
                delivered += report.Delivered;
                setAside.AddRange(report.SetAside);
            }
            catch (IngestionException exception)
            {
                failure ??= exception;
                if (exception.ConcernsAll)
                    break;
            }
        }

        return failure is null ? new DeliveryReport(delivered, setAside) : throw failure;
    }

    private async Task<DeliveryReport> SendAsync(
        IngestionRule rule, string table, IReadOnlyList<ReadOnlyMemory<byte>> batch, CancellationToken cancellationToken)
    {
        var key = AcceptedBatches.KeyOf(table, RecordBatches.ToArray(batch));
        if (_accepted.Find(key) is { } known)
            return known;
        var report = await new BatchUpload(rule, table, time).SendAsync(batch, cancellationToken);
        _accepted.Add(key, report);
        return report;
    }
}
