using DbxServerless.Collector.Storage;

namespace DbxServerless.Collector.Tests.Storage;

public sealed class MemoryBlobStoreTests : BlobStoreSuite
{
    protected override IBlobStore Store { get; } = new MemoryBlobStore();
}
