using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DbxServerless.Functions.Tests.Durable;

/// <summary>One run of an orchestrator over the history so far. Actions complete one after the other, as they did, never while one is scheduled.</summary>
internal sealed class ReplayedContext(
    string input,
    List<(string Name, string Input)> actions,
    bool isReplaying) : TaskOrchestrationContext
{
    private readonly List<Action<string?, Exception?>> _completions = [];

    /// <summary>Actions scheduled in this run.</summary>
    public int Scheduled => _completions.Count;

    public override TaskName Name => "test";

    public override string InstanceId => "test";

    public override ParentOrchestrationInstance? Parent => null;

    public override DateTime CurrentUtcDateTime => new(2026, 3, 10, 12, 0, 0, DateTimeKind.Utc);

    public override bool IsReplaying => isReplaying;

    protected override ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

    public override T GetInput<T>() => JsonSerializer.Deserialize<T>(input, WorkerJson.Options)!;

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null) => ScheduleAsync<TResult>(name, input);

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        ScheduleAsync<TResult>(orchestratorName, input);

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken) => throw new NotSupportedException();

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public override void SendEvent(string instanceId, string eventName, object payload) => throw new NotSupportedException();

    public override void SetCustomStatus(object? customStatus) => throw new NotSupportedException();

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) => throw new NotSupportedException();

    public override Guid NewGuid() => throw new NotSupportedException();

    /// <summary>Completes an action; the orchestrator runs on until it waits again.</summary>
    public void Complete(int number, string? output, Exception? failure)
    {
        number.ShouldBeLessThan(Scheduled, $"Action {number} was not scheduled again: the orchestrator is not deterministic.");
        _completions[number](output, failure);
    }

    private Task<TResult> ScheduleAsync<TResult>(TaskName name, object? input)
    {
        var action = (name.Name, JsonSerializer.Serialize(input, WorkerJson.Options));
        var number = Scheduled;
        var result = new TaskCompletionSource<TResult>();
        _completions.Add((output, failure) =>
        {
            if (failure is null)
                result.SetResult(JsonSerializer.Deserialize<TResult>(output!, WorkerJson.Options)!);
            else
                result.SetException(failure);
        });
        if (number == actions.Count)
            actions.Add(action);
        else
            action.ShouldBe(actions[number], $"Action {number} differs from what was scheduled before: the orchestrator is not deterministic.");
        return result.Task;
    }
}
