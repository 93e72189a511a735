using DbxServerless.Collector.Collection.Ledger;
using FsCheck;
using FsCheck.Fluent;

namespace DbxServerless.Collector.Tests.Collection.Ledger;

public sealed class LedgerPartitionTests
{
    private static readonly Arbitrary<(int Key, long Version)[][]> Rounds = Arb.From(
        (from key in Gen.Choose(0, 30)
         from version in Gen.Choose(0, 50)
         select (key, (long)version)).ArrayOf().ArrayOf());

    [Fact]
    public void After_any_rounds_of_changes_it_holds_what_a_dictionary_holds() =>
        Prop.ForAll(Rounds, rounds =>
        {
            var expected = new Dictionary<int, long>();
            var partition = LedgerPartition.Empty();
            foreach (var round in rounds)
            {
                foreach (var (key, version) in round)
                {
                    // Version 0 forgets the key.
                    partition.Set(Id(key), version == 0 ? null : Entry(version));
                    expected[key] = version;
                }

                var stored = partition.Write(_ => true);
                partition = stored.IsEmpty ? LedgerPartition.Empty() : LedgerPartition.Read("blob", stored);
                for (var key = 0; key <= 30; key++)
                    partition.Find(Id(key)).ShouldBe(expected.GetValueOrDefault(key) is var version and > 0 ? Entry(version) : null);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_entry_keeps_all_that_it_says()
    {
        var entry = new LedgerEntry(ulong.MaxValue - 3, 65_535, long.MaxValue - 7, true, true);
        var partition = LedgerPartition.Empty();
        partition.Set(UInt128.MaxValue, entry);

        LedgerPartition.Read("blob", partition.Write(_ => true)).Find(UInt128.MaxValue).ShouldBe(entry);
    }

    [Fact]
    public void Entries_that_are_not_to_be_kept_are_forgotten()
    {
        var partition = LedgerPartition.Empty();
        partition.Set(Id(1), Entry(1));
        partition.Set(Id(2), Entry(2));
        partition = LedgerPartition.Read("blob", partition.Write(_ => true));
        partition.Set(Id(3), Entry(1));
        partition = LedgerPartition.Read("blob", partition.Write(entry => entry.Version > 1));

        (partition.Find(Id(1)), partition.Find(Id(2)), partition.Find(Id(3))).ShouldBe((null, Entry(2), null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("DXL1cut")]
    [InlineData("DXL2")]
    public void Content_that_it_did_not_write_is_refused(string content) =>
        Should.Throw<InvalidDataException>(() => LedgerPartition.Read("the blob", System.Text.Encoding.ASCII.GetBytes(content))).Message.ShouldContain("the blob");

    private static UInt128 Id(int key) => new((ulong)(key * 7919 % 31), (ulong)key);

    private static LedgerEntry Entry(long version) => new((ulong)version * 31, 3, version, version % 2 == 0, version % 3 == 0);
}
