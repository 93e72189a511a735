using DbxServerless.Collector.Storage;
using DbxServerless.Collector.Storage.Files;
using DbxServerless.Testing.Storage;

namespace DbxServerless.Collector.Tests.Storage.Files;

public sealed class FileStateStoreTests : StateStoreSuite, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FileStateStoreTests() => Store = new FileStateStore(_folder.Path);

    protected override IStateStore Store { get; }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_save_waits_for_another_process_that_is_saving()
    {
        Task<string?> save;
        using (await FileLock.AcquireAsync(_folder[".locks", "a.lock"], default))
        {
            save = Store.TrySaveAsync("a", new byte[] { 1 }, null, default);
            File.Exists(_folder["a.json"]).ShouldBeFalse();
            save.IsCompleted.ShouldBeFalse();
        }

        (await save).ShouldNotBeNull();
    }

    [Fact]
    public async Task Who_waits_for_a_lock_can_be_cancelled()
    {
        using var held = await FileLock.AcquireAsync(_folder[".locks", "a.lock"], default);
        using var cancellation = new CancellationTokenSource();
        var save = Store.TrySaveAsync("a", new byte[] { 1 }, null, cancellation.Token);
        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => save);
    }
}
