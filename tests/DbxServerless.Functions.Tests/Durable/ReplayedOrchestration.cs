using System.Text.Json;
using Microsoft.DurableTask;

namespace DbxServerless.Functions.Tests.Durable;

/// <summary>
/// Runs an orchestrator as the durable runtime does: from the start again after every single activity that completes, with what is in the
/// history as answers. An orchestrator that does not schedule the same actions in the same order fails. Inputs and outputs go through JSON.
/// </summary>
/// <param name="orchestrator">The function.</param>
/// <param name="input">Its input.</param>
/// <param name="activity">Runs an activity or a sub-orchestration, by name and input as JSON; gives its output. What it throws is its failure, after retries.</param>
/// <param name="next">Of the numbers of the actions that are under way, the one that completes next; the first when null.</param>
internal sealed class ReplayedOrchestration<T>(
    Func<TaskOrchestrationContext, Task<T>> orchestrator,
    object? input,
    Func<string, string, Task<object?>> activity,
    Func<IReadOnlyList<int>, int>? next = null)
{
    private readonly string _input = JsonSerializer.Serialize(input, WorkerJson.Options);
    private readonly List<(string Name, string Input)> _actions = [];
    private readonly List<(int Number, string? Output, Exception? Failure)> _history = [];

    /// <summary>Names and inputs of activities and sub-orchestrations, in the order in which they were scheduled.</summary>
    public IReadOnlyList<(string Name, string Input)> Actions => _actions;

    /// <summary>How often the orchestrator ran.</summary>
    public int Replays { get; private set; }

    public async Task<T> RunAsync()
    {
        while (true)
        {
            var context = new ReplayedContext(_input, _actions, isReplaying: Replays > 0);
            Replays++;
            var run = Replay(context);
            context.Scheduled.ShouldBe(_actions.Count, "The orchestrator scheduled fewer actions than before: it is not deterministic.");
            if (run.IsCompleted)
                return JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(await run, WorkerJson.Options), WorkerJson.Options)!;
            List<int> underWay = [.. Enumerable.Range(0, _actions.Count).Where(number => _history.TrueForAll(done => done.Number != number))];
            underWay.ShouldNotBeEmpty("The orchestrator awaits something that is not durable.");
            await CompleteAsync(next?.Invoke(underWay) ?? underWay[0]);
        }
    }

    private Task<T> Replay(ReplayedContext context)
    {
        // The runtime has one thread for an orchestrator: what follows an await runs at once.
        var outside = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            var run = orchestrator(context);
            foreach (var (number, output, failure) in _history)
                context.Complete(number, output, failure);
            return run;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outside);
        }
    }

    private async Task CompleteAsync(int number)
    {
        var (name, json) = _actions[number];
        try
        {
            _history.Add((number, JsonSerializer.Serialize(await activity(name, json), WorkerJson.Options), null));
        }
        catch (Exception exception)
        {
            _history.Add((number, null, new TaskFailedException(name, number, exception)));
        }
    }
}
