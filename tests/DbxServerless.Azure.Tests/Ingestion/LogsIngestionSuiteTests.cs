using System.Text.Json;
using DbxServerless.Azure.Ingestion;
using DbxServerless.Collector.Storage;
using DbxServerless.Testing;
using DbxServerless.Testing.Storage;

namespace DbxServerless.Azure.Tests.Ingestion;

public sealed class LogsIngestionSuiteTests : RecordSinkSuite
{
    private readonly Dictionary<string, FakeIngestion> _services = new() { ["DbxA"] = new(), ["DbxB"] = new() };

    public LogsIngestionSuiteTests() => Sink = new LogsIngestionSink(
        _services.ToDictionary(service => service.Key, service => new IngestionRule(service.Value, new Uri("https://rule.example"), "dcr-1", "Sinks__default__Rules__0__")),
        "Sinks__default__",
        new ManualTimeProvider());

    protected override IRecordSink Sink { get; }

    protected override IEnumerable<string> LinesOf(string table) => _services[table].Accepted
        .SelectMany(body => JsonDocument.Parse(body).RootElement.EnumerateArray().Select(record => record.GetRawText()));
}
