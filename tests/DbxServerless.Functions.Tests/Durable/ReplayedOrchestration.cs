using System.Text.Json;
using Microsoft.DurableTask;

namespace DbxServerless.Functions.Tests.Durable;

/// <summary>
/// Runs an orchestrator as the durable runtime does: from the start again after every single activity that completes, with what is in the
/// history as answers. An orchestrator that does not schedule the same actions in the same order fails. Inputs and outputs go through JSON.
/// </summary>
/// <param name="orchestrator">The function.</param>
/// <param name="input">Its input.</param>
/// <param name="activity">Runs an activity, by name and input as JSON; gives its output. What it throws is the activity's failure, after retries.</param>
/// <param name="next">Of the numbers of the actions that are under way, the one that completes next; the first when null.</param>
internal sealed class ReplayedOrchestration<T>(
    Func<TaskOrchestrationContext, Task<T>> orchestrator,
    object? input,
    Func<string, string, Task<object?>> activity,
    Func<IReadOnlyList<int>, int>? next = null)
{
    private readonly string _input = JsonSerializer.Serialize(input, WorkerJson.Options);
    private readonly List<(string Name, string Input)> _actions = [];
    private readonly Dictionary<int, (string? Output, Exception? Failure)> _completed = [];

    /// <summary>Names and inputs of the activities, in the order in which they were scheduled.</summary>
    public IReadOnlyList<(string Name, string Input)> Actions => _actions;

    /// <summary>How often the orchestrator ran.</summary>
    public int Replays { get; private set; }

    public async Task<T> RunAsync()
    {
        while (true)
        {
            var context = new ReplayedContext(_input, _actions, _completed, isReplaying: Replays > 0);
            Replays++;
            var run = orchestrator(context);
            context.Scheduled.ShouldBe(_actions.Count, "The orchestrator scheduled fewer actions than before: it is not deterministic.");
            if (run.IsCompleted)
                return JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(await run, WorkerJson.Options), WorkerJson.Options)!;
            List<int> underWay = [.. Enumerable.Range(0, _actions.Count).Where(number => !_completed.ContainsKey(number))];
            underWay.ShouldNotBeEmpty("The orchestrator awaits something that is not durable.");
            await CompleteAsync(next?.Invoke(underWay) ?? underWay[0]);
        }
    }

    private async Task CompleteAsync(int number)
    {
        var (name, json) = _actions[number];
        try
        {
            _completed[number] = (JsonSerializer.Serialize(await activity(name, json), WorkerJson.Options), null);
        }
        catch (Exception exception)
        {
            _completed[number] = (null, new TaskFailedException(name, number, exception));
        }
    }
}
