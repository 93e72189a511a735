using DbxServerless.Collector.Collection.Metering;
using DbxServerless.Collector.Tests.Storage;
using DbxServerless.Testing;

namespace DbxServerless.Collector.Tests.Collection.Metering;

public sealed class SharedRequestBudgetTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly ManualTimeProvider _time = new();
    private readonly MemoryStateStore _states = new();

    [Fact]
    public async Task Processes_together_send_no_more_than_one_alone_may()
    {
        var (one, other) = (NewProcess(), NewProcess());

        (await TakeAsync(one, 60) + await TakeAsync(other, 60)).ShouldBe(100);
    }

    [Fact]
    public async Task Who_waits_goes_on_when_the_next_window_begins()
    {
        var process = NewProcess();
        await TakeAsync(process, 100);
        var waiting = process.TakeAsync(CancellationToken.None);
        _time.Advance(Window - TimeSpan.FromTicks(1));
        waiting.IsCompleted.ShouldBeFalse();

        _time.Advance(TimeSpan.FromTicks(1));

        await waiting;
    }

    [Fact]
    public async Task What_a_process_has_leased_and_not_used_does_not_add_to_the_next_window()
    {
        var process = NewProcess();
        await TakeAsync(process, 1);
        _time.Advance(Window);

        (await TakeAsync(process, 150)).ShouldBe(100);
    }

    [Fact]
    public async Task Few_requests_cost_few_looks_at_the_storage()
    {
        var saves = 0;
        _states.BeforeSave = _ =>
        {
            saves++;
            return Task.CompletedTask;
        };

        await TakeAsync(NewProcess(), 100);

        saves.ShouldBe(5);
    }

    [Fact]
    public async Task After_a_429_all_have_half_and_after_minutes_the_whole_again()
    {
        var (one, other) = (NewProcess(), NewProcess());
        await TakeAsync(one, 1);
        await one.ThrottledAsync(CancellationToken.None);
        _time.Advance(Window);

        (await TakeAsync(other, 100)).ShouldBe(50);
        _time.Advance(TimeSpan.FromMinutes(1));
        (await TakeAsync(other, 150)).ShouldBe(100);
    }

    [Fact]
    public async Task Requests_that_are_throttled_together_halve_once_and_further_windows_further_up_to_a_sixteenth()
    {
        var process = NewProcess();
        await process.ThrottledAsync(CancellationToken.None);
        await process.ThrottledAsync(CancellationToken.None);
        _time.Advance(Window);
        (await TakeAsync(process, 100)).ShouldBe(50);

        for (var window = 0; window < 10; window++)
        {
            await process.ThrottledAsync(CancellationToken.None);
            _time.Advance(Window);
        }

        (await TakeAsync(process, 100)).ShouldBe(6);
    }

    [Fact]
    public async Task Each_workspace_has_a_budget_of_its_own()
    {
        await TakeAsync(NewProcess(), 100);

        (await TakeAsync(NewProcess("other"), 100)).ShouldBe(100);
    }

    private SharedRequestBudget NewProcess(string workspace = "acme") => new(_states, workspace, 10, _time);

    /// <returns>How many of the requests need not wait.</returns>
    private static async Task<int> TakeAsync(SharedRequestBudget process, int requests)
    {
        for (var taken = 0; taken < requests; taken++)
        {
            using var cancellation = new CancellationTokenSource();
            var take = process.TakeAsync(cancellation.Token);
            if (!take.IsCompleted)
            {
                await cancellation.CancelAsync();
                await Should.ThrowAsync<OperationCanceledException>(() => take);
                return taken;
            }

            await take;
        }

        return requests;
    }
}
