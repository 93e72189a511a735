using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Harvest;
using DbxServerless.Functions.Orchestrations;
using Microsoft.DurableTask.Client;

namespace DbxServerless.Functions.Harvest;

/// <summary>Starts the orchestrations of the harvest: of each workspace one round at a time, and what somebody asks for beside it.</summary>
public sealed class HarvestStarter(HarvestEngine harvest, InstanceStarter instances)
{
    // Logs of hundreds of runs take their time.
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(20);

    /// <summary>The instance id of a workspace's rounds.</summary>
    public static string InstanceOf(Scope workspace) => $"harvest-round-{workspace.Name}";

    /// <summary>The instance id of one run that somebody asked for.</summary>
    public static string InstanceOf(Scope workspace, string runId) => $"harvest-run-{workspace.Name}-{runId}";

    /// <summary>The instance id of a workspace's chores of one kind.</summary>
    public static string InstanceOf(Scope workspace, HarvestChoreKind kind) => $"harvest-{kind.ToString().ToLowerInvariant()}-{workspace.Name}";

    /// <summary>Starts a round for every workspace.</summary>
    /// <exception cref="AggregateException">Some could not be started.</exception>
    public Task StartAsync(DurableTaskClient client, CancellationToken cancellationToken) => Attempts.AllAsync(
        harvest.Workspaces.Select(workspace => (Func<Task>)(() => StartAsync(client, workspace, cancellationToken))));

    /// <summary>Starts a round for one workspace.</summary>
    public Task<StartOutcome> StartAsync(DurableTaskClient client, Scope workspace, CancellationToken cancellationToken) => instances.StartAsync(
        client, HarvestOrchestration.Name, InstanceOf(workspace), new HarvestRequest(workspace, harvest.ConcurrentRuns), Period, cancellationToken);

    /// <summary>Starts the harvest of one run, which is taken up already.</summary>
    public Task<StartOutcome> StartAsync(DurableTaskClient client, Scope workspace, string runId, CancellationToken cancellationToken) => instances.StartAsync(
        client, HarvestWaveOrchestration.Name, InstanceOf(workspace, runId), new HarvestWave(workspace, [runId], 1), Period, cancellationToken);

    /// <summary>Deletes logs that were kept for long enough, of every workspace.</summary>
    /// <exception cref="AggregateException">Some could not be started.</exception>
    public Task StartRetentionAsync(DurableTaskClient client, CancellationToken cancellationToken) => Attempts.AllAsync(
        harvest.Workspaces.Select(workspace => (Func<Task>)(() => StartAsync(client, new HarvestChore(workspace, HarvestChoreKind.Retain), cancellationToken))));

    /// <summary>Starts a chore.</summary>
    public Task<StartOutcome> StartAsync(DurableTaskClient client, HarvestChore chore, CancellationToken cancellationToken) => instances.StartAsync(
        client, HarvestChoreOrchestration.Name, InstanceOf(chore.Workspace, chore.Kind), chore, Period, cancellationToken);
}
