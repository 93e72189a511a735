using DbxServerless.Simulator.Clock;
using DbxServerless.Testing;

namespace DbxServerless.Simulator.Tests;

public sealed class ClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_accelerated_clock_runs_as_many_times_as_fast()
    {
        var beneath = new ManualTimeProvider();
        var clock = new AcceleratedTimeProvider(60, Start, beneath);
        var timestamp = clock.GetTimestamp();
        beneath.Advance(TimeSpan.FromSeconds(30));
        clock.GetUtcNow().ShouldBe(Start.AddMinutes(30));
        clock.GetElapsedTime(timestamp).ShouldBe(TimeSpan.FromMinutes(30));
    }

    [Fact]
    public async Task A_delay_on_an_accelerated_clock_is_that_much_shorter()
    {
        var beneath = new ManualTimeProvider();
        var clock = new AcceleratedTimeProvider(60, Start, beneath);
        var delay = Task.Delay(TimeSpan.FromHours(1), clock);
        beneath.Advance(TimeSpan.FromSeconds(59));
        delay.IsCompleted.ShouldBeFalse();
        beneath.Advance(TimeSpan.FromSeconds(1));
        await delay;
    }

    [Fact]
    public void A_timer_of_an_accelerated_clock_never_fires_before_its_time()
    {
        var beneath = new ManualTimeProvider();
        var clock = new AcceleratedTimeProvider(7, Start, beneath);
        var fired = DateTimeOffset.MinValue;
        using var timer = clock.CreateTimer(_ => fired = clock.GetUtcNow(), null, TimeSpan.FromSeconds(10), Timeout.InfiniteTimeSpan);
        beneath.Advance(TimeSpan.FromSeconds(2));
        fired.ShouldBeGreaterThanOrEqualTo(Start.AddSeconds(10));
    }

    [Fact]
    public void A_clock_without_speed_is_refused() => Should.Throw<ArgumentOutOfRangeException>(() => new AcceleratedTimeProvider(0, Start));

    [Fact]
    public async Task What_waits_on_a_driven_clock_goes_on_when_it_is_driven()
    {
        var beneath = new ManualTimeProvider();
        var clock = new DrivableTimeProvider(beneath);
        var delay = Task.Delay(TimeSpan.FromHours(2), clock);
        clock.Advance(TimeSpan.FromHours(1));
        clock.GetUtcNow().ShouldBe(beneath.GetUtcNow().AddHours(1));
        delay.IsCompleted.ShouldBeFalse();
        beneath.Advance(TimeSpan.FromMinutes(59));
        delay.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromMinutes(1));
        await delay;
    }

    [Fact]
    public void A_clock_is_never_driven_back() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new DrivableTimeProvider(new ManualTimeProvider()).Advance(TimeSpan.FromSeconds(-1)));

    [Fact]
    public async Task The_history_goes_on_as_the_clock_is_driven_over_http()
    {
        await using var simulation = await Simulation.StartAsync();
        var before = await CountAsync(simulation);
        (await simulation.PostAsync("/simulator/clock", """{"advance":"1.06:00:00"}""")).Status.ShouldBe(200);
        (await CountAsync(simulation)).ShouldBeGreaterThan(before);
        (await simulation.PostAsync("/simulator/clock", """{"advance":"-01:00:00"}""")).Status.ShouldBe(400);

        static async Task<int> CountAsync(Simulation simulation) =>
            (int)(await simulation.SubmitAsync(Simulation.Records)).Body["manifest"]!["total_row_count"]!;
    }
}
