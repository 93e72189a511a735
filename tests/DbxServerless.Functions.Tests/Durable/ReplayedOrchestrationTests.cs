using Microsoft.DurableTask;

namespace DbxServerless.Functions.Tests.Durable;

/// <summary>The fake finds what the real runtime would find.</summary>
public sealed class ReplayedOrchestrationTests
{
    [Fact]
    public async Task An_orchestrator_that_does_something_else_when_it_is_replayed_fails()
    {
        var runs = 0;
        var orchestration = New(async context => await context.CallActivityAsync<int>($"run {runs++}"));

        (await Assert.ThrowsAsync<ShouldAssertException>(orchestration.RunAsync)).Message.ShouldContain("not deterministic");
    }

    [Fact]
    public async Task An_orchestrator_that_does_less_when_it_is_replayed_fails()
    {
        var runs = 0;
        var orchestration = New(async context => runs++ == 0 ? await context.CallActivityAsync<int>("a") : 1);

        (await Assert.ThrowsAsync<ShouldAssertException>(orchestration.RunAsync)).Message.ShouldContain("not deterministic");
    }

    [Fact]
    public async Task An_orchestrator_that_awaits_a_clock_fails()
    {
        var orchestration = New(async _ =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
            return 1;
        });

        (await Assert.ThrowsAsync<ShouldAssertException>(orchestration.RunAsync)).Message.ShouldContain("not durable");
    }

    [Fact]
    public async Task A_good_one_runs_from_the_start_after_every_activity()
    {
        var orchestration = New(async context => await context.CallActivityAsync<int>("a") + await context.CallActivityAsync<int>("b"));

        (await orchestration.RunAsync()).ShouldBe(2);
        orchestration.Replays.ShouldBe(3);
    }

    private static ReplayedOrchestration<int> New(Func<TaskOrchestrationContext, Task<int>> orchestrator) =>
        new(orchestrator, null, (_, _) => Task.FromResult<object?>(1));
}
