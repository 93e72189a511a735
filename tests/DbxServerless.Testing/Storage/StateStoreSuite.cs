using System.Text;
using DbxServerless.Collector.Storage;
using Shouldly;
using Xunit;

namespace DbxServerless.Testing.Storage;

/// <summary>What every state store does.</summary>
public abstract class StateStoreSuite
{
    protected abstract IStateStore Store { get; }

    [Fact]
    public async Task An_entity_that_is_not_there_is_null() => (await Store.LoadAsync("a/b", default)).ShouldBeNull();

    [Fact]
    public async Task What_was_saved_is_loaded_with_the_etag_that_saving_gave()
    {
        var eTag = await SaveAsync("a/b", "one", null);
        var loaded = await Store.LoadAsync("a/b", default);

        Encoding.UTF8.GetString(loaded!.Value.Span).ShouldBe("one");
        loaded.ETag.ShouldBe(eTag);
    }

    [Fact]
    public async Task An_entity_is_created_only_once()
    {
        await SaveAsync("a", "one", null);

        (await SaveAsync("a", "two", null)).ShouldBeNull();
        Encoding.UTF8.GetString((await Store.LoadAsync("a", default))!.Value.Span).ShouldBe("one");
    }

    [Fact]
    public async Task An_entity_is_saved_only_over_the_version_that_was_seen()
    {
        var first = await SaveAsync("a", "one", null);
        var second = await SaveAsync("a", "two", first);

        second.ShouldNotBeNull();
        (await SaveAsync("a", "three", first)).ShouldBeNull();
        Encoding.UTF8.GetString((await Store.LoadAsync("a", default))!.Value.Span).ShouldBe("two");
        (await SaveAsync("a", "three", second)).ShouldNotBeNull();
    }

    [Fact]
    public async Task An_entity_that_is_not_there_cannot_be_saved_over() => (await SaveAsync("a", "one", "some etag")).ShouldBeNull();

    [Fact]
    public async Task Of_many_who_save_at_the_same_time_each_time_one_is_first()
    {
        async Task AddAsync()
        {
            string? saved = null;
            while (saved is null)
            {
                var loaded = await Store.LoadAsync("sum", default);
                var sum = loaded is null ? 0 : int.Parse(Encoding.UTF8.GetString(loaded.Value.Span), null);
                saved = await SaveAsync("sum", $"{sum + 1}", loaded?.ETag);
            }
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var round = 0; round < 5; round++)
                await AddAsync();
        })));

        Encoding.UTF8.GetString((await Store.LoadAsync("sum", default))!.Value.Span).ShouldBe("20");
    }

    private Task<string?> SaveAsync(string key, string value, string? eTag) => Store.TrySaveAsync(key, Encoding.UTF8.GetBytes(value), eTag, default);
}
