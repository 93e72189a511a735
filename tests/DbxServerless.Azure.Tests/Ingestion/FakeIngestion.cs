using System.IO.Compression;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Monitor.Ingestion;

namespace DbxServerless.Azure.Tests.Ingestion;

/// <summary>The Logs Ingestion API: refuses what the service would refuse, and what a test tells it to.</summary>
internal sealed class FakeIngestion : LogsIngestionClient
{
    private const int ServiceLimit = 1_048_576;

    private readonly Lock _gate = new();

    /// <summary>The record ids of each call, in order.</summary>
    public List<IReadOnlyList<string>> Calls { get; } = [];

    /// <summary>The bodies of the calls that were accepted, uncompressed.</summary>
    public List<string> Accepted { get; } = [];

    /// <summary>Rule and stream of the last call.</summary>
    public (string Rule, string Stream) Address { get; private set; }

    /// <summary>The answer to a call with these record ids, or null for the ordinary one.</summary>
    public Func<IReadOnlyList<string>, Response?> Answers { get; set; } = _ => null;

    public IReadOnlyList<string> Delivered => [.. Accepted.SelectMany(IdsIn)];

    public static FakeResponse Error(int status, string code, string message, params (string Name, string Value)[] headers) =>
        new(status, JsonSerializer.Serialize(new { error = new { code, message } }), headers);

    public override async Task<Response> UploadAsync(
        string ruleId, string streamName, RequestContent content, string? contentEncoding = null, RequestContext? context = null)
    {
        contentEncoding.ShouldBe("gzip");
        context!.ErrorOptions.ShouldBe(ErrorOptions.NoThrow);
        Address = (ruleId, streamName);
        var compressed = new MemoryStream();
        await content.WriteToAsync(compressed, context.CancellationToken);
        compressed.Position = 0;
        using var reader = new StreamReader(new GZipStream(compressed, CompressionMode.Decompress));
        var body = await reader.ReadToEndAsync();
        lock (_gate)
        {
            var ids = IdsIn(body);
            Calls.Add(ids);
            if (Answers(ids) is { } answer)
                return answer;
            if (System.Text.Encoding.UTF8.GetByteCount(body) > ServiceLimit)
                return Error(413, "ContentLengthLimitExceeded", "Maximum allowed content length: 1048576 bytes (1 MB).");
            Accepted.Add(body);
            return new FakeResponse(204);
        }
    }

    private static IReadOnlyList<string> IdsIn(string body) =>
        [.. JsonDocument.Parse(body).RootElement.EnumerateArray().Select(record => record.GetProperty("RecordId").GetString()!)];
}
