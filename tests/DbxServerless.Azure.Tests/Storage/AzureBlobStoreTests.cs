using Azure.Storage.Blobs;
using DbxServerless.Azure.Storage;
using DbxServerless.Collector.Storage;
using DbxServerless.Testing.Storage;

namespace DbxServerless.Azure.Tests.Storage;

/// <summary>On the emulator, with the real package and a bearer token.</summary>
[Collection(AzuriteTests.Name)]
public sealed class AzureBlobStoreTests : BlobStoreSuite
{
    private readonly BlobContainerClient _container;

    public AzureBlobStoreTests(Azurite azurite)
    {
        _container = azurite.NewContainer();
        Store = new AzureBlobStore(_container);
    }

    protected override IBlobStore Store { get; }

    [Fact]
    public async Task The_container_is_made_when_it_is_first_written_to()
    {
        (await _container.ExistsAsync()).Value.ShouldBeFalse();
        (await ListAsync("")).ShouldBeEmpty();

        await WriteAsync("a", "x");

        (await _container.ExistsAsync()).Value.ShouldBeTrue();
    }

    [Fact]
    public async Task A_blob_of_many_megabytes_comes_back_as_it_was()
    {
        var content = new byte[20_000_000];
        new Random(1).NextBytes(content);

        await Store.WriteAsync("large", content, CancellationToken.None);

        (await Store.ReadIfChangedAsync("large", null, CancellationToken.None))!.Content!.Value.Span.SequenceEqual(content).ShouldBeTrue();
    }

    [Fact]
    public async Task A_known_version_of_a_blob_that_was_deleted_is_null()
    {
        await WriteAsync("a", "x");
        var version = await Store.ReadIfChangedAsync("a", null, CancellationToken.None);
        await Store.DeleteAsync("a", CancellationToken.None);

        (await Store.ReadIfChangedAsync("a", version!.ETag, CancellationToken.None)).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a//b")]
    [InlineData("../a")]
    [InlineData("a/.b")]
    [InlineData("a b")]
    public async Task Names_that_a_folder_could_not_keep_are_refused(string name) =>
        (await Should.ThrowAsync<ArgumentException>(() => WriteAsync(name, "x"))).Message.ShouldContain("is no name");
}
