using DbxServerless.Collector.Storage;
using DbxServerless.Testing.Storage;

namespace DbxServerless.Collector.Tests.Storage;

public sealed class MemoryBlobStoreTests : BlobStoreSuite
{
    protected override IBlobStore Store { get; } = new MemoryBlobStore();
}
