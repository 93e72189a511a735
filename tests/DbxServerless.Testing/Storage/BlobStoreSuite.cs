using System.Text;
using DbxServerless.Collector.Storage;
using Shouldly;
using Xunit;

namespace DbxServerless.Testing.Storage;

/// <summary>What every blob store does.</summary>
public abstract class BlobStoreSuite
{
    protected abstract IBlobStore Store { get; }

    [Fact]
    public async Task A_blob_that_is_written_is_read_and_replaced_as_a_whole()
    {
        await WriteAsync("a/b.bin", "a long first content");
        await WriteAsync("a/b.bin", "second");

        (await ReadAsync("a/b.bin")).ShouldBe("second");
    }

    [Fact]
    public async Task An_empty_blob_is_a_blob()
    {
        await WriteAsync("empty", "");

        (await ReadAsync("empty")).ShouldBe("");
    }

    [Fact]
    public async Task What_is_not_there_is_null_and_deleting_it_is_no_error()
    {
        (await ReadAsync("none/of/it")).ShouldBeNull();
        (await Store.ReadIfChangedAsync("none/of/it", null, default)).ShouldBeNull();
        await Store.DeleteAsync("none/of/it", default);
    }

    [Fact]
    public async Task A_deleted_blob_is_gone()
    {
        await WriteAsync("a", "content");
        await Store.DeleteAsync("a", default);

        (await ReadAsync("a")).ShouldBeNull();
    }

    [Fact]
    public async Task Content_is_written_while_it_is_read()
    {
        var content = new byte[9_000_001];
        new Random(7).NextBytes(content);
        await Store.WriteAsync("a/streamed", new OnceOnlyStream(content), default);

        (await Store.ReadIfChangedAsync("a/streamed", null, default))!.Content!.Value.ToArray().ShouldBe(content);
    }

    [Fact]
    public async Task Content_that_cannot_be_read_to_its_end_leaves_the_old_one()
    {
        await WriteAsync("a/streamed", "old");
        await Should.ThrowAsync<IOException>(() => Store.WriteAsync("a/streamed", new OnceOnlyStream(new byte[9_000_001]) { FailsAt = 8_500_000 }, default));

        (await ReadAsync("a/streamed")).ShouldBe("old");
    }

    [Fact]
    public async Task An_unchanged_blob_is_not_read_again_and_a_changed_one_is_however_alike_it_looks()
    {
        await WriteAsync("a", "first");
        var first = await Store.ReadIfChangedAsync("a", null, default);
        var unchanged = await Store.ReadIfChangedAsync("a", first!.ETag, default);
        await WriteAsync("a", "other");
        var changed = await Store.ReadIfChangedAsync("a", first.ETag, default);

        Encoding.UTF8.GetString(first.Content!.Value.Span).ShouldBe("first");
        (unchanged!.ETag, unchanged.Content).ShouldBe((first.ETag, null));
        Encoding.UTF8.GetString(changed!.Content!.Value.Span).ShouldBe("other");
        changed.ETag.ShouldNotBe(first.ETag);
    }

    [Fact]
    public async Task Blobs_are_listed_by_the_beginning_of_their_names()
    {
        foreach (var name in new[] { "a/x/1", "a/x/2", "a/xy", "a/y", "b" })
            await WriteAsync(name, name);

        (await ListAsync("a/x/")).ShouldBe(["a/x/1", "a/x/2"], ignoreOrder: true);
        (await ListAsync("a/x")).ShouldBe(["a/x/1", "a/x/2", "a/xy"], ignoreOrder: true);
        (await ListAsync("")).Count.ShouldBe(5);
        (await ListAsync("c/")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Readers_never_see_a_part_of_what_is_being_written()
    {
        var contents = new[] { new string('a', 300_000), new string('b', 200_000) };
        await WriteAsync("a", contents[0]);
        var writing = Task.Run(async () =>
        {
            for (var round = 0; round < 20; round++)
                await WriteAsync("a", contents[round % 2]);
        });
        do
            contents.ShouldContain(await ReadAsync("a"));
        while (!writing.IsCompleted);
        await writing;
    }

    protected Task WriteAsync(string name, string content) => Store.WriteAsync(name, Encoding.UTF8.GetBytes(content), default);

    protected async Task<string?> ReadAsync(string name)
    {
        await using var stream = await Store.OpenReadAsync(name, default);
        return stream is null ? null : await new StreamReader(stream).ReadToEndAsync();
    }

    protected async Task<IReadOnlyList<string>> ListAsync(string prefix) => await Store.ListAsync(prefix, default).ToListAsync();
}
