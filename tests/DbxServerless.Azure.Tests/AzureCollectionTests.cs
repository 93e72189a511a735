using System.Text.Json;
using DbxServerless.Azure.Ingestion;
using DbxServerless.Azure.Storage;
using DbxServerless.Azure.Tests.Ingestion;
using DbxServerless.Azure.Tests.Storage;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Storage;
using DbxServerless.Testing;
using DbxServerless.Testing.Collection;

namespace DbxServerless.Azure.Tests;

/// <summary>Collections over the adapters: a table and the Logs Ingestion API that are faked, blobs on the emulator.</summary>
[Collection(AzuriteTests.Name)]
public sealed class AzureCollectionTests : CollectionSuite
{
    private readonly Dictionary<string, FakeIngestion> _services = new() { ["TestThings"] = new(), [CollectionRow.Table] = new() };

    public AzureCollectionTests(Azurite azurite)
    {
        Blobs = new AzureBlobStore(azurite.NewContainer());
        Sink = new LogsIngestionSink(
            _services.ToDictionary(service => service.Key, service => new IngestionRule(service.Value, new Uri("https://rule.example"), "dcr-1", "Sinks__default__Rules__0__")),
            "Sinks__default__",
            new ManualTimeProvider());
    }

    protected override IStateStore States { get; } = new TableStateStore(new FakeTable(), "https://account.table.core.windows.net/dbxserverless");

    protected override IBlobStore Blobs { get; }

    protected override IRecordSink Sink { get; }

    protected override IEnumerable<string> LinesOf(string table) => _services[table].Accepted
        .SelectMany(body => JsonDocument.Parse(body).RootElement.EnumerateArray().Select(record => record.GetRawText()));
}
