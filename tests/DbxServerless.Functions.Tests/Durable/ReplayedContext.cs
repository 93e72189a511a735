using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DbxServerless.Functions.Tests.Durable;

/// <summary>One run of an orchestrator over the history so far.</summary>
internal sealed class ReplayedContext(
    string input,
    List<(string Name, string Input)> actions,
    IReadOnlyDictionary<int, (string? Output, Exception? Failure)> completed,
    bool isReplaying) : TaskOrchestrationContext
{
    /// <summary>Actions scheduled in this run.</summary>
    public int Scheduled { get; private set; }

    public override TaskName Name => "test";

    public override string InstanceId => "test";

    public override ParentOrchestrationInstance? Parent => null;

    public override DateTime CurrentUtcDateTime => new(2026, 3, 10, 12, 0, 0, DateTimeKind.Utc);

    public override bool IsReplaying => isReplaying;

    protected override ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

    public override T GetInput<T>() => JsonSerializer.Deserialize<T>(input, WorkerJson.Options)!;

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        var action = (name.Name, JsonSerializer.Serialize(input, WorkerJson.Options));
        var number = Scheduled++;
        if (number == actions.Count)
            actions.Add(action);
        else
            action.ShouldBe(actions[number], $"Action {number} differs from what was scheduled before: the orchestrator is not deterministic.");
        if (!completed.TryGetValue(number, out var result))
            return new TaskCompletionSource<TResult>().Task;
        return result.Failure is null
            ? Task.FromResult(JsonSerializer.Deserialize<TResult>(result.Output!, WorkerJson.Options)!)
            : Task.FromException<TResult>(result.Failure);
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        throw new NotSupportedException();

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken) => throw new NotSupportedException();

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public override void SendEvent(string instanceId, string eventName, object payload) => throw new NotSupportedException();

    public override void SetCustomStatus(object? customStatus) => throw new NotSupportedException();

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) => throw new NotSupportedException();

    public override Guid NewGuid() => throw new NotSupportedException();
}
