using DbxServerless.Collector.Storage;
using DbxServerless.Testing.Storage;

namespace DbxServerless.Collector.Tests.Storage;

public sealed class MemorySinkTests : RecordSinkSuite
{
    private readonly MemorySink _sink = new();

    protected override IRecordSink Sink => _sink;

    protected override IEnumerable<string> LinesOf(string table) => _sink.Lines(table);
}
