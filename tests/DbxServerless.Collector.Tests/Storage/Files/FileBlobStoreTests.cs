using DbxServerless.Collector.Storage;
using DbxServerless.Collector.Storage.Files;
using DbxServerless.Testing.Storage;

namespace DbxServerless.Collector.Tests.Storage.Files;

public sealed class FileBlobStoreTests : BlobStoreSuite, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FileBlobStoreTests() => Store = new FileBlobStore(_folder.Path);

    protected override IBlobStore Store { get; }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("../outside")]
    [InlineData("a/../../outside")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("a\\b")]
    [InlineData(".tmp/a")]
    [InlineData("")]
    public async Task A_name_that_would_leave_the_folder_is_refused(string name) =>
        (await Should.ThrowAsync<ArgumentException>(() => WriteAsync(name, "content"))).Message.ShouldContain("is no name");

    [Fact]
    public async Task On_a_full_disk_the_old_content_stays_and_nothing_is_left_behind()
    {
        await WriteAsync("a", "old");
        var fullDisk = new FileBlobStore(_folder.Path, new AtomicFile(_folder[".tmp"], _ => new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0)));
        await Should.ThrowAsync<IOException>(() => fullDisk.WriteAsync("a", new byte[10_000], default));

        (await ReadAsync("a")).ShouldBe("old");
        Directory.EnumerateFiles(_folder[".tmp"]).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_killed_process_left_half_written_is_neither_read_nor_listed_and_later_cleaned_up()
    {
        await WriteAsync("a", "old");
        var young = _folder[".tmp", "young"];
        var old = _folder[".tmp", "old"];
        foreach (var path in new[] { young, old })
            await File.WriteAllTextAsync(path, "half of the new cont");
        File.SetLastWriteTimeUtc(old, File.GetLastWriteTimeUtc(young).AddHours(-2));

        _ = new FileBlobStore(_folder.Path);
        (await ListAsync("")).ShouldBe(["a"]);
        Directory.EnumerateFiles(_folder[".tmp"]).ShouldBe([young]);
    }
}
