using System.Text.Json;
using DbxServerless.Collector.Collection.Counters;
using DbxServerless.Collector.Collection.State;
using DbxServerless.Collector.Metrics;

namespace DbxServerless.Collector.Tests.Collection.Counters;

public sealed class CounterBookTests
{
    private static readonly MetricFamily Runs = new("runs_total", MetricType.Counter, "Runs.", "workspace_id", "job") { SeriesBudget = 2 };

    private static readonly MetricFamily Seconds = new("seconds", MetricType.Histogram, "Seconds.", "job") { Buckets = [1, 10] };

    [Fact]
    public void A_series_that_has_a_slot_keeps_it_and_what_is_over_the_budget_goes_to_other()
    {
        var book = new CounterBook([Runs], null);
        foreach (var job in new[] { "a", "b", "c", "a", "d", "c" })
            book.Add(new Count(Runs, ["1", job], 1));

        Values(book).ShouldBe(["1,a=2", "1,b=1", "1,other=3"]);
        book.Folded().ShouldBe([("runs_total", 3L)]);
    }

    [Fact]
    public void What_is_folded_keeps_its_workspace_so_that_two_regions_never_show_one_series()
    {
        var book = new CounterBook([Runs], null);
        foreach (var workspace in new[] { "1", "2", "3" })
            book.Add(new Count(Runs, [workspace, "a"], 1));

        Values(book).ShouldBe(["1,a=1", "2,a=1", "3,other=1"]);
    }

    [Fact]
    public void Folding_goes_on_where_it_was_after_a_restart()
    {
        var book = new CounterBook([Runs], null);
        foreach (var job in new[] { "a", "b", "c" })
            book.Add(new Count(Runs, ["1", job], 1));
        book = Stored(book, Runs);
        foreach (var job in new[] { "c", "a" })
            book.Add(new Count(Runs, ["1", job], 1));

        Values(book).ShouldBe(["1,a=2", "1,b=1", "1,other=2"]);
        book.Folded().ShouldBe([("runs_total", 2L)]);
    }

    [Fact]
    public void Many_observations_are_added_at_once()
    {
        var book = new CounterBook([Seconds], null);
        book.Add(new Count(Seconds, ["a"], 0.5));
        book.Add(new Count(Seconds, ["a"], 0)
        {
            Observed = new Distribution([1, 0, 3], 70),
        });

        var value = Stored(book, Seconds).Samples().ShouldHaveSingleItem().Distribution!;
        value.Observations.ShouldBe([2, 0, 3]);
        value.Sum.ShouldBe(70.5);
    }

    [Fact]
    public void A_histogram_puts_each_value_into_the_first_bucket_that_holds_it()
    {
        var book = new CounterBook([Seconds], null);
        foreach (var seconds in new[] { 0, 1, 1.5, 10, 11 })
            book.Add(new Count(Seconds, ["a"], seconds));

        var value = Stored(book, Seconds).Samples().ShouldHaveSingleItem().Distribution!;
        (value.Count, value.Sum).ShouldBe((5, 23.5));
        value.Observations.ShouldBe([2, 2, 1]);
    }

    [Fact]
    public void Nothing_makes_a_counter_fall()
    {
        var book = new CounterBook([Runs], null);
        foreach (var amount in new[] { 5, -3, double.NaN })
            book.Add(new Count(Runs, ["1", "a"], amount));

        Values(book).ShouldBe(["1,a=5"]);
    }

    [Fact]
    public void A_label_that_is_appended_is_empty_in_the_series_that_are_there()
    {
        var book = new CounterBook([Runs], null);
        book.Add(new Count(Runs, ["1", "a"], 1));
        var wider = new MetricFamily("runs_total", MetricType.Counter, "Runs.", "workspace_id", "job", "state");

        Values(Stored(book, wider)).ShouldBe(["1,a,=1"]);
    }

    [Fact]
    public void Other_buckets_begin_anew()
    {
        var book = new CounterBook([Seconds], null);
        book.Add(new Count(Seconds, ["a"], 1));

        Stored(book, Seconds with { Buckets = [1, 5, 10] }).Samples().ShouldBeEmpty();
    }

    [Fact]
    public void A_count_into_a_family_that_the_dataset_does_not_declare_is_refused() =>
        Should.Throw<InvalidOperationException>(() => new CounterBook([Runs], null).Add(new Count(Seconds, ["a"], 1))).Message.ShouldContain("'seconds'");

    private static CounterBook Stored(CounterBook book, MetricFamily family) => new(
        [family],
        JsonSerializer.Deserialize(
            JsonSerializer.SerializeToUtf8Bytes(book.Store(), CollectionStateJson.Default.CounterFile), CollectionStateJson.Default.CounterFile));

    private static IEnumerable<string> Values(CounterBook book) => book.Samples().Select(sample => $"{string.Join(',', sample.Labels)}={sample.Value}");
}
