using DbxServerless.Collector.Storage;
using DbxServerless.Testing.Storage;

namespace DbxServerless.Collector.Tests.Storage;

public sealed class MemoryStateStoreTests : StateStoreSuite
{
    protected override IStateStore Store { get; } = new MemoryStateStore();
}
