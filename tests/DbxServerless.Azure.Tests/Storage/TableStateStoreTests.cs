using DbxServerless.Azure.Storage;
using DbxServerless.Collector.Storage;
using DbxServerless.Testing.Storage;

namespace DbxServerless.Azure.Tests.Storage;

public sealed class TableStateStoreTests : StateStoreSuite
{
    private readonly FakeTable _table = new();

    public TableStateStoreTests() => Store = new TableStateStore(_table, "https://account.table.core.windows.net/dbxserverless");

    protected override IStateStore Store { get; }

    [Fact]
    public async Task The_table_is_made_when_it_is_first_needed()
    {
        await Store.TrySaveAsync("key", "x"u8.ToArray(), null, CancellationToken.None);

        _table.Exists.ShouldBeTrue();
    }

    [Fact]
    public async Task A_save_that_was_done_though_its_answer_got_lost_has_won()
    {
        _table.LostAnswers = 1;
        var first = await Store.TrySaveAsync("key", "one"u8.ToArray(), null, CancellationToken.None);
        first.ShouldNotBeNull();
        _table.LostAnswers = 1;

        var second = await Store.TrySaveAsync("key", "two"u8.ToArray(), first, CancellationToken.None);

        second.ShouldBe((await Store.LoadAsync("key", CancellationToken.None))!.ETag);
    }

    [Fact]
    public async Task The_same_value_saved_by_somebody_else_is_a_lost_race()
    {
        var first = await Store.TrySaveAsync("key", "one"u8.ToArray(), null, CancellationToken.None);
        await Store.TrySaveAsync("key", "two"u8.ToArray(), first, CancellationToken.None);

        (await Store.TrySaveAsync("key", "two"u8.ToArray(), first, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_value_that_does_not_fit_is_refused_with_its_length_and_the_limit()
    {
        var failure = await Should.ThrowAsync<InvalidOperationException>(
            () => Store.TrySaveAsync("key", new byte[StateEntity.MaxLength + 1], null, CancellationToken.None));

        failure.Message.ShouldContain("983041 bytes");
        failure.Message.ShouldContain("983040");
    }

    [Fact]
    public async Task A_missing_role_is_named()
    {
        _table.IsForbidden = true;

        var failure = await Should.ThrowAsync<StorageAccessException>(() => Store.LoadAsync("key", CancellationToken.None));

        failure.Message.ShouldContain("'Storage Table Data Contributor'");
        failure.Message.ShouldContain("AuthorizationPermissionMismatch");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(StateEntity.MaxLength)]
    public async Task Values_of_any_length_that_fits_come_back_as_they_were(int length)
    {
        var value = new byte[length];
        new Random(length).NextBytes(value);

        await Store.TrySaveAsync("key", value, null, CancellationToken.None);

        (await Store.LoadAsync("key", CancellationToken.None))!.Value.Span.SequenceEqual(value).ShouldBeTrue();
    }

    [Fact]
    public async Task A_shorter_value_leaves_nothing_of_a_longer_one()
    {
        var first = await Store.TrySaveAsync("key", new byte[200_000], null, CancellationToken.None);

        await Store.TrySaveAsync("key", new byte[] { 1 }, first, CancellationToken.None);

        (await Store.LoadAsync("key", CancellationToken.None))!.Value.Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a|b")]
    [InlineData("a#b")]
    public async Task Keys_that_a_folder_could_not_keep_are_refused(string key) =>
        (await Should.ThrowAsync<ArgumentException>(() => Store.LoadAsync(key, CancellationToken.None))).Message.ShouldContain("is no name");
}
