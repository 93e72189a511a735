using System.Text.Json;
using DbxServerless.Collector.Harvest;
using DbxServerless.Functions.Harvest;
using DbxServerless.Functions.Tests.Durable;

namespace DbxServerless.Functions.Tests.Harvest;

public sealed class HarvestOrchestrationTests
{
    private static readonly DateTimeOffset Later = new(2026, 3, 10, 13, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task What_is_due_goes_through_the_steps_wave_by_wave()
    {
        var round = NewRound(60, RunWaveAsync);

        var summary = await round.RunAsync();

        round.Actions.Select(action => action.Name).ShouldBe(["PlanHarvest", "HarvestWave", "HarvestWave", "HarvestWave", "PublishHarvest"]);
        summary.Found.ShouldBe(60);
        (summary.Done[HarvestOutcome.Harvested], summary.Done[HarvestOutcome.NoLog], summary.Done.Count).ShouldBe((42, 6, 2));
        summary.Waiting.ShouldBe(12);
    }

    [Fact]
    public async Task A_wave_that_fails_touches_no_other()
    {
        var waves = 0;
        var round = NewRound(60, wave => waves++ == 1 ? throw new TimeoutException("The process ended.") : RunWaveAsync(wave));

        var summary = await round.RunAsync();

        round.Actions.Count(action => action.Name == "HarvestWave").ShouldBe(3);
        (summary.Done.Values.Sum() + summary.Waiting).ShouldBe(60);
        summary.Waiting.ShouldBeGreaterThanOrEqualTo(25);
    }

    [Fact]
    public async Task A_round_in_which_nothing_is_due_is_one_activity()
    {
        var round = NewRound(0, RunWaveAsync);

        (await round.RunAsync()).Waiting.ShouldBe(0);

        round.Actions.ShouldHaveSingleItem().Name.ShouldBe("PlanHarvest");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task In_any_order_each_run_is_archived_once_and_no_more_at_the_same_time_than_may_be(int seed)
    {
        var random = new Random(seed);
        var most = 0;
        var wave = NewWave(new HarvestWave(AppFixture.Workspace, Runs(23), 4), StepOf, underWay =>
        {
            most = Math.Max(most, underWay.Count);
            return underWay[random.Next(underWay.Count)];
        });

        await wave.RunAsync();

        most.ShouldBe(4);
        var archived = wave.Actions.Where(action => action.Name == "ArchiveRun").Select(action => Read<RunReference>(action.Input).RunId);
        archived.ShouldBe(Runs(23), ignoreOrder: true);
    }

    [Fact]
    public async Task What_is_archived_is_delivered_at_once_and_what_waits_is_not()
    {
        var wave = NewWave(new HarvestWave(AppFixture.Workspace, Runs(10), 4), StepOf);

        var steps = await wave.RunAsync();

        var (name, input) = wave.Actions[^1];
        name.ShouldBe("DeliverRuns");
        Read<ArchivedRuns>(input).Runs.ShouldBe(["1", "2", "3", "4", "6", "7", "8"], ignoreOrder: true);
        steps.Length.ShouldBe(10);
        steps.Single(step => step.RunId == "5").NextTry.ShouldBe(Later);
    }

    [Fact]
    public async Task An_activity_that_ends_without_telling_leaves_its_run_to_the_next_round()
    {
        var wave = NewWave(new HarvestWave(AppFixture.Workspace, Runs(3), 1), run => run == "2" ? throw new TimeoutException("The process ended.") : StepOf(run));

        (await wave.RunAsync()).Select(step => step.RunId).ShouldBe(["1", "3"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_waits_for_its_logs_is_not_delivered()
    {
        var wave = NewWave(new HarvestWave(AppFixture.Workspace, ["5"], 4), StepOf);

        await wave.RunAsync();

        wave.Actions.ShouldHaveSingleItem().Name.ShouldBe("ArchiveRun");
    }

    private static IReadOnlyList<string> Runs(int count) => [.. Enumerable.Range(1, count).Select(number => $"{number}")];

    // Every fifth run waits for its log, every tenth has none.
    private static HarvestStep StepOf(string run) => int.Parse(run, null) switch
    {
        var number when number % 10 == 9 => new HarvestStep(run, HarvestState.Done, HarvestOutcome.NoLog, null),
        var number when number % 5 == 0 => new HarvestStep(run, HarvestState.Found, HarvestOutcome.Pending, Later) { Reason = "Its log is not whole." },
        _ => new HarvestStep(run, HarvestState.Archived, HarvestOutcome.Harvested, null),
    };

    private static ReplayedOrchestration<HarvestSummary> NewRound(int due, Func<HarvestWave, Task<object?>> wave) => new(
        HarvestOrchestration.RunAsync,
        new HarvestRequest(AppFixture.Workspace, 4),
        async (name, input) => name switch
        {
            HarvestActivities.PlanHarvest => new HarvestPlan(due, Runs(due)),
            HarvestWaveOrchestration.Name => await wave(Read<HarvestWave>(input)),
            _ => null,
        });

    private static async Task<object?> RunWaveAsync(HarvestWave wave) => await NewWave(wave, StepOf).RunAsync();

    private static ReplayedOrchestration<HarvestStep[]> NewWave(HarvestWave wave, Func<string, HarvestStep> archive, Func<IReadOnlyList<int>, int>? next = null) => new(
        HarvestWaveOrchestration.RunAsync,
        wave,
        (name, input) => Task.FromResult<object?>(name == HarvestActivities.ArchiveRun
            ? archive(Read<RunReference>(input).RunId)
            : Read<ArchivedRuns>(input).Runs.Select(run => StepOf(run) with { State = HarvestState.Done }).ToArray()),
        next);

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, WorkerJson.Options)!;
}
