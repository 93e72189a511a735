using DbxServerless.Collector.Storage;
using DbxServerless.Collector.Storage.Files;

namespace DbxServerless.Collector.Tests.Storage.Files;

public sealed class FileCollectionTests : CollectionSuite, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FileCollectionTests()
    {
        States = new FileStateStore(_folder["entities"]);
        Blobs = new FileBlobStore(_folder["blobs"]);
        Sink = new FolderSink(_folder.Path);
    }

    protected override IStateStore States { get; }

    protected override IBlobStore Blobs { get; }

    protected override IRecordSink Sink { get; }

    public void Dispose() => _folder.Dispose();

    protected override IEnumerable<string> LinesOf(string table) => Directory.Exists(_folder["records", table])
        ? Directory.EnumerateFiles(_folder["records", table], "*.jsonl").SelectMany(File.ReadLines)
        : [];
}
