using DbxServerless.Spark.Application;
using FsCheck;
using FsCheck.Fluent;

namespace DbxServerless.Spark.Tests.Application;

public sealed class BusyIntervalsTests
{
    [Fact]
    public void The_union_is_exact_for_any_intervals_in_any_order()
    {
        var intervals = Gen.Choose(1, 300).SelectMany(start => Gen.Choose(0, 20).Select(length => (start, length)));
        Prop.ForAll(
            intervals.ListOf().ToArbitrary(),
            list =>
            {
                var busy = new BusyIntervals();
                var seconds = new HashSet<int>();
                foreach (var (start, length) in list)
                {
                    busy.Add(start, start + length);
                    seconds.UnionWith(Enumerable.Range(start, length));
                }

                var rising = busy.Intervals.ToArray();
                return busy.TotalMs == seconds.Count
                    && rising.Zip(rising.Skip(1)).All(pair => pair.First.End < pair.Second.Start)
                    && busy.BusyMs(50, 150) == seconds.Count(second => second is >= 50 and < 150);
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Many_gaps_close_the_shortest_and_idle_time_is_never_overstated()
    {
        var busy = new BusyIntervals();
        for (var i = 0; i < 20_000; i++)
        {
            busy.Add(i * 100L, (i * 100L) + 60);
        }

        busy.Add(10_000_000, 10_000_060);

        busy.Intervals.Count.ShouldBeLessThanOrEqualTo(4096);
        busy.TotalMs.ShouldBeInRange(20_001 * 60, 2_000_060);
        busy.BusyMs(3_000_000, 9_000_000).ShouldBe(0);
    }
}
