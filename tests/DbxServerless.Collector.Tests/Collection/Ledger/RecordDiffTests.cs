using System.Text;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Collection.Ledger;
using DbxServerless.Collector.Datasets;

namespace DbxServerless.Collector.Tests.Collection.Ledger;

public sealed class RecordDiffTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_column_that_is_appended_sends_nothing_but_its_later_changes_are_sent()
    {
        var known = Diff(Record("\"A\":1"), null)!.Value.Entry;

        var appended = Diff(Record("\"A\":1", ",\"B\":1"), known)!.Value;
        appended.Sends.ShouldBeFalse();
        appended.Entry.Version.ShouldBe(known.Version);
        Diff(Record("\"A\":1", ",\"B\":1"), appended.Entry).ShouldBeNull();
        Diff(Record("\"A\":1", ",\"B\":2"), appended.Entry)!.Value.Sends.ShouldBeTrue();
    }

    [Fact]
    public void A_column_that_is_appended_and_empty_changes_nothing_to_be_sent() =>
        Diff(Record("\"A\":1", ""), Diff(Record("\"A\":1"), null)!.Value.Entry)!.Value.Sends.ShouldBeFalse();

    [Fact]
    public void An_older_collector_that_knows_fewer_columns_sends_the_record() =>
        Diff(Record("\"A\":1"), Diff(Record("\"A\":1", ",\"B\":1"), null)!.Value.Entry)!.Value.Sends.ShouldBeTrue();

    [Fact]
    public void Another_event_time_is_a_change() =>
        Diff(Record("\"A\":1") with { EventTime = Now.AddMinutes(1) }, Diff(Record("\"A\":1"), null)!.Value.Entry)!.Value.Sends.ShouldBeTrue();

    [Fact]
    public void What_becomes_final_without_another_change_is_counted_and_not_sent()
    {
        var known = Diff(Record("\"A\":1"), null)!.Value.Entry;
        var final = Diff(Record("\"A\":1") with { IsFinal = true }, known)!.Value;

        (final.Sends, final.Counts).ShouldBe((false, true));
        Diff(Record("\"A\":1") with { IsFinal = true }, final.Entry).ShouldBeNull();
    }

    [Fact]
    public void What_was_counted_is_not_counted_again_when_it_changes()
    {
        var known = Diff(Record("\"A\":1") with { IsFinal = true }, null)!.Value;
        var changed = Diff(Record("\"A\":2") with { IsFinal = true }, known.Entry)!.Value;

        (known.Counts, changed.Sends, changed.Counts, changed.Entry.IsCounted).ShouldBe((true, true, false, true));
    }

    [Fact]
    public void A_version_rises_also_when_the_clock_was_set_back()
    {
        using var hash = new ContentHash();
        var known = Diff(Record("\"A\":1"), null)!.Value.Entry;

        RecordDiff.Of(Record("\"A\":2"), known, DatasetKind.Events, Now.AddHours(-1), hash)!.Value.Entry.Version.ShouldBe(known.Version + 1);
    }

    private static RecordChange? Diff(CollectedRecord record, LedgerEntry? known)
    {
        using var hash = new ContentHash();
        return RecordDiff.Of(record, known, DatasetKind.Events, Now, hash);
    }

    private static CollectedRecord Record(params IReadOnlyList<string> columns)
    {
        var ends = columns.Select((_, index) => columns.Take(index + 1).Sum(column => column.Length)).ToList();
        return new CollectedRecord(new string('0', 32), Now, Encoding.UTF8.GetBytes(string.Concat(columns)), ends);
    }
}
