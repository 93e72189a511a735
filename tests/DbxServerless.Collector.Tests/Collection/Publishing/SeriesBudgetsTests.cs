using DbxServerless.Collector.Collection.Publishing;
using DbxServerless.Collector.Metrics;

namespace DbxServerless.Collector.Tests.Collection.Publishing;

public sealed class SeriesBudgetsTests
{
    private static readonly MetricFamily Runs = new("runs", MetricType.Gauge, "Runs.", "job") { SeriesBudget = 2 };
    private static readonly MetricFamily Seconds = new("seconds", MetricType.Untyped, "Seconds.", "job", "quantile") { SeriesBudget = 2 };
    private static readonly MetricFamily Lag = new("lag", MetricType.Gauge, "Lag.", "pipeline") { SeriesBudget = 1 };

    [Fact]
    public void What_fits_is_shown_as_it_is()
    {
        Sample[] samples = [Runs.Sample(1, "a"), Runs.Sample(2, "b"), Lag.Sample(1, "p")];
        var (shown, leftOut) = SeriesBudgets.Hold(samples);
        shown.ShouldBe(samples);
        leftOut.ShouldBeEmpty();
    }

    [Fact]
    public void The_greatest_values_are_shown_and_what_is_left_out_is_counted()
    {
        var (shown, leftOut) = SeriesBudgets.Hold([Runs.Sample(1, "a"), Runs.Sample(5, "b"), Runs.Sample(3, "c"), Runs.Sample(double.NaN, "d")]);
        shown.Select(sample => sample.Labels[0]).ShouldBe(["b", "c"]);
        leftOut.ShouldBe(new Dictionary<string, long> { ["runs"] = 2 });
    }

    [Fact]
    public void A_family_of_what_comes_soonest_shows_the_least_values()
    {
        var starts = new MetricFamily("starts", MetricType.Gauge, "Starts.", "job") { SeriesBudget = 2, ShowsLeast = true };
        var (shown, leftOut) = SeriesBudgets.Hold([starts.Sample(5, "a"), starts.Sample(1, "b"), starts.Sample(double.NaN, "c"), starts.Sample(3, "d")]);
        shown.Select(sample => sample.Labels[0]).ShouldBe(["b", "d"]);
        leftOut.ShouldBe(new Dictionary<string, long> { ["starts"] = 2 });
    }

    [Fact]
    public void Equal_values_are_chosen_by_name_whatever_their_order()
    {
        Sample[] samples = [Runs.Sample(1, "c"), Runs.Sample(1, "a"), Runs.Sample(1, "b")];
        SeriesBudgets.Hold(samples).Shown.Select(sample => sample.Labels[0]).ShouldBe(["a", "b"]);
        SeriesBudgets.Hold([.. samples.Reverse()]).Shown.Select(sample => sample.Labels[0]).ShouldBe(["a", "b"]);
    }

    [Fact]
    public void The_quantiles_of_one_series_stay_together()
    {
        var samples = "abc".SelectMany((job, place) => new[] { Seconds.Sample(place, $"{job}", "0.5"), Seconds.Sample(10 - place, $"{job}", "0.99") });
        var (shown, leftOut) = SeriesBudgets.Hold([.. samples]);
        shown.Select(sample => string.Concat(sample.Labels)).ShouldBe(["a0.5", "a0.99", "b0.5", "b0.99"]);
        leftOut["seconds"].ShouldBe(1);
    }

    [Fact]
    public void Of_ages_the_oldest_is_shown()
    {
        var now = new DateTimeOffset(2026, 11, 2, 8, 0, 0, TimeSpan.Zero);
        var (shown, _) = SeriesBudgets.Hold([Lag.Age(now, "new"), Lag.Age(now.AddDays(-1), "old")]);
        shown.ShouldHaveSingleItem().Labels.ShouldBe(["old"]);
    }
}
