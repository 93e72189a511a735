using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DbxServerless.Functions.Tests.Durable;

/// <summary>A durable backend without a worker: instances start and stay as they are until a test changes them.</summary>
internal sealed class FakeDurableClient(TimeProvider time) : DurableTaskClient("test")
{
    private readonly Dictionary<string, OrchestrationMetadata> _instances = [];

    /// <summary>Name, id and input as JSON of all that was started.</summary>
    public List<(string Name, string Instance, string Input)> Started { get; } = [];

    public List<string> Terminated { get; } = [];

    public PurgeInstancesFilter? Purged { get; private set; }

    /// <summary>Instances whose start fails.</summary>
    public HashSet<string> Broken { get; } = [];

    /// <summary>Whether what is terminated also ends.</summary>
    public bool Ends { get; set; } = true;

    public void Set(string instance, OrchestrationRuntimeStatus status, string? output = null) => _instances[instance] = new OrchestrationMetadata("x", instance)
    {
        RuntimeStatus = status,
        CreatedAt = _instances.GetValueOrDefault(instance)?.CreatedAt ?? time.GetUtcNow(),
        LastUpdatedAt = time.GetUtcNow(),
        SerializedOutput = output,
    };

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        var instance = options!.InstanceId!;
        if (Broken.Contains(instance))
            throw new InvalidOperationException($"{instance} does not start.");
        var status = _instances.GetValueOrDefault(instance)?.RuntimeStatus;
        (status is OrchestrationRuntimeStatus.Running or OrchestrationRuntimeStatus.Pending).ShouldBeFalse("An instance with this id is running.");
        Started.Add((orchestratorName.Name, instance, JsonSerializer.Serialize(input, WorkerJson.Options)));
        _instances.Remove(instance);
        Set(instance, OrchestrationRuntimeStatus.Running);
        return Task.FromResult(instance);
    }

    public override Task<OrchestrationMetadata?> GetInstancesAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        var found = _instances.GetValueOrDefault(instanceId);
        if (found is { SerializedOutput: not null } && !getInputsAndOutputs)
        {
            found = new OrchestrationMetadata(found.Name, found.InstanceId)
            {
                RuntimeStatus = found.RuntimeStatus,
                CreatedAt = found.CreatedAt,
                LastUpdatedAt = found.LastUpdatedAt,
            };
        }

        return Task.FromResult(found);
    }

    public override Task TerminateInstanceAsync(string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        Terminated.Add(instanceId);
        if (Ends)
            Set(instanceId, OrchestrationRuntimeStatus.Terminated);
        return Task.CompletedTask;
    }

    public override async Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        if (!Ends)
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        return _instances[instanceId];
    }

    public override Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        Purged = filter;
        return Task.FromResult(new PurgeResult(0));
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public override Microsoft.DurableTask.AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) => throw new NotSupportedException();

    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) => throw new NotSupportedException();
}
