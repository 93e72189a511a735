using System.IO.Compression;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Identity;
using DbxServerless.Collector.Storage;

namespace DbxServerless.Azure.Ingestion;

/// <summary>Sends one batch of records: splits what is too large, and finds the records that the service refuses.</summary>
internal sealed class BatchUpload(IngestionRule rule, string table, TimeProvider time)
{
    // So many refused records, and none accepted: it is not the records.
    private const int RefusedBeforeDoubt = 10;
    private const int TooManyRequests = 429;
    private const int ThrottledTries = 3;

    // What takes longer waits for the next pass.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan UsualWait = TimeSpan.FromSeconds(10);

    private readonly List<SetAsideRecord> _setAside = [];
    private int _delivered;

    /// <exception cref="IngestionException">Nothing or not all was accepted.</exception>
    public async Task<DeliveryReport> SendAsync(IReadOnlyList<ReadOnlyMemory<byte>> records, CancellationToken cancellationToken)
    {
        await SendPartAsync(records, cancellationToken);
        return new DeliveryReport(_delivered, _setAside);
    }

    private async Task SendPartAsync(IReadOnlyList<ReadOnlyMemory<byte>> records, CancellationToken cancellationToken)
    {
        if (records.Count == 1 && RecordBatches.LengthOf(records) > RecordBatches.MaxLength)
        {
            SetAside(records[0], $"The record has {records[0].Length} bytes, and one call of the Logs Ingestion API takes {RecordBatches.MaxLength}.");
            return;
        }

        var error = await PostAsync(records, cancellationToken);
        if (error is null)
        {
            _delivered += records.Count;
            return;
        }

        if (error.Status is not (400 or 413))
            throw Failure(error);
        if (records.Count == 1)
        {
            SetAside(records[0], $"Log Analytics refused the record: {error}.");
            if (_delivered == 0 && _setAside.Count >= RefusedBeforeDoubt)
                throw RefusedAll(error);
            return;
        }

        var half = records.Count / 2;
        await SendPartAsync([.. records.Take(half)], cancellationToken);
        await SendPartAsync([.. records.Skip(half)], cancellationToken);
    }

    /// <returns>Null when all was accepted.</returns>
    private async Task<ServiceError?> PostAsync(IReadOnlyList<ReadOnlyMemory<byte>> records, CancellationToken cancellationToken)
    {
        var body = Compress(RecordBatches.ToArray(records));
        for (var attempt = 1; ; attempt++)
        {
            await WaitAsync(cancellationToken);
            var response = await UploadAsync(body, cancellationToken);
            if (response.Status is >= 200 and < 300)
                return null;
            if (response.Status == TooManyRequests)
            {
                rule.NotBefore = time.GetUtcNow() + RetryAfter(response);
                if (attempt < ThrottledTries)
                    continue;
            }

            return ServiceError.Of(response);
        }
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        var wait = rule.NotBefore - time.GetUtcNow();
        if (wait > LongestWait)
            throw new IngestionException($"Log Analytics takes no more from the data collection rule {rule.ImmutableId} until {rule.NotBefore:u}.", concernsAll: true);
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, time, cancellationToken);
    }

    private async Task<Response> UploadAsync(byte[] body, CancellationToken cancellationToken)
    {
        try
        {
            return await rule.Client.UploadAsync(
                rule.ImmutableId, IngestionRule.StreamOf(table), RequestContent.Create(body), "gzip",
                new RequestContext { CancellationToken = cancellationToken, ErrorOptions = ErrorOptions.NoThrow });
        }
        catch (AuthenticationFailedException exception)
        {
            throw new IngestionException(
                $"There is no token for Log Analytics: {exception.Message.Split('\n')[0].Trim()} Give the app a managed identity, and its client id in AZURE_CLIENT_ID when it has several.",
                concernsAll: true, exception);
        }
        catch (Exception exception) when (exception is RequestFailedException or AggregateException && !cancellationToken.IsCancellationRequested)
        {
            throw new IngestionException(
                $"{rule.Endpoint.Host} could not be reached: {exception.GetBaseException().Message.Split('\n')[0].TrimEnd('.', '\r')}. If it stays so, check {rule.Setting}Endpoint and the network.",
                concernsAll: true, exception);
        }
    }

    private IngestionException Failure(ServiceError error) => error.Status switch
    {
        401 or 403 => new IngestionException(
            $"The identity may not send to the data collection rule {rule.ImmutableId} ({error}). Give it the role 'Monitoring Metrics Publisher' on the rule; a new role takes up to 30 minutes.",
            concernsAll: true),
        404 => new IngestionException(
            $"The data collection rule {rule.ImmutableId} or its stream {IngestionRule.StreamOf(table)} is not at {rule.Endpoint} ({error}). Check {rule.Setting}ImmutableId and {rule.Setting}Endpoint, or deploy the rules again.",
            concernsAll: false),
        TooManyRequests => new IngestionException(
            $"Log Analytics takes no more from the data collection rule {rule.ImmutableId} for now ({error}). If it stays so, spread the tables over more rules.", concernsAll: true),
        _ => new IngestionException($"Log Analytics did not take records of {table} ({error}).", concernsAll: false),
    };

    private IngestionException RefusedAll(ServiceError error) => new(
        $"Log Analytics refuses every record of {table} ({error}). The stream {IngestionRule.StreamOf(table)} of the rule {rule.ImmutableId} does not fit the records: deploy the rules again.",
        concernsAll: false);

    private void SetAside(ReadOnlyMemory<byte> record, string reason) => _setAside.Add(new SetAsideRecord(IdOf(record), reason));

    private TimeSpan RetryAfter(Response response)
    {
        if (!response.Headers.TryGetValue("Retry-After", out var value))
            return UsualWait;
        if (int.TryParse(value, out var seconds) && seconds >= 0)
            return TimeSpan.FromSeconds(seconds);
        return DateTimeOffset.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var instant) && instant > time.GetUtcNow()
            ? instant - time.GetUtcNow()
            : UsualWait;
    }

    private static byte[] Compress(byte[] body)
    {
        using var compressed = new MemoryStream(body.Length / 4);
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
            gzip.Write(body);
        return compressed.ToArray();
    }

    private static string IdOf(ReadOnlyMemory<byte> record)
    {
        using var document = JsonDocument.Parse(record);
        return document.RootElement.TryGetProperty("RecordId", out var id) ? id.ToString() : "";
    }
}
