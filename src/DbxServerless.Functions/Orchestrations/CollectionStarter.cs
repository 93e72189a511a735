using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Collection.Scheduling;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Metrics;
using DbxServerless.Collector.Settings;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace DbxServerless.Functions.Orchestrations;

/// <summary>Starts collections: one orchestration for each schedule group and scope.</summary>
public sealed class CollectionStarter(
    CollectionEngine engine,
    ScopePlan plan,
    DatasetCatalog catalog,
    SnapshotStore snapshots,
    InstanceStarter instances,
    IOptions<CollectorOptions> options,
    TimeProvider time)
{
    private static readonly TimeSpan RetryPeriod = TimeSpan.FromMinutes(5);

    private readonly GroupSchedule _schedule = new(options.Value.Schedules);
    private volatile bool _firstRoundDone;

    /// <summary>The instance id of a schedule group and scope.</summary>
    public static string InstanceOf(ScheduleGroup group, Scope scope) => $"collect-{group.ToString().ToLowerInvariant()}-{SafeName(scope)}";

    /// <summary>Starts a group for every scope. One that does not start keeps no other from starting.</summary>
    /// <exception cref="AggregateException">Some could not be started.</exception>
    public Task StartGroupAsync(DurableTaskClient client, ScheduleGroup group, CancellationToken cancellationToken) =>
        ForEachScopeAsync(scope => StartAsync(client, group, scope, cancellationToken));

    /// <summary>
    /// The first tick of a process: starts every group that was never started, because after the deployment nobody waits for hours to see
    /// something; and takes from <c>/metrics</c> what the settings no longer name.
    /// </summary>
    /// <exception cref="AggregateException">Some could not be started.</exception>
    public async Task StartFirstRoundAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (_firstRoundDone)
            return;
        await ForEachScopeAsync(async scope =>
        {
            foreach (var group in Enum.GetValues<ScheduleGroup>())
            {
                if (await client.GetInstanceAsync(InstanceOf(group, scope), getInputsAndOutputs: false, cancellationToken) is null)
                    await StartAsync(client, group, scope, [.. engine.PassesOf(group, scope).Where(pass => pass.Pass == CollectionPass.Incremental)], cancellationToken);
            }
        });
        await snapshots.RetainAsync(catalog, plan.Scopes, cancellationToken);
        _firstRoundDone = true;
    }

    /// <summary>Starts the retry of what could not be read, for every scope.</summary>
    /// <exception cref="AggregateException">Some could not be started.</exception>
    public Task StartRetriesAsync(DurableTaskClient client, CancellationToken cancellationToken) =>
        ForEachScopeAsync(scope => instances.StartAsync(client, RetryOrchestration.Name, $"retry-{SafeName(scope)}", scope, RetryPeriod, cancellationToken));

    /// <summary>Starts a group for one scope.</summary>
    /// <returns>Null when the group has nothing to collect there.</returns>
    public Task<StartOutcome?> StartAsync(DurableTaskClient client, ScheduleGroup group, Scope scope, CancellationToken cancellationToken) =>
        StartAsync(client, group, scope, engine.PassesOf(group, scope), cancellationToken);

    private async Task<StartOutcome?> StartAsync(
        DurableTaskClient client, ScheduleGroup group, Scope scope, IReadOnlyList<PlannedPass> passes, CancellationToken cancellationToken) => passes.Count == 0
        ? null
        : await instances.StartAsync(
            client, CollectOrchestration.Name, InstanceOf(group, scope), new CollectRequest(scope, passes),
            _schedule.Period(group, time.GetUtcNow()), cancellationToken);

    private Task ForEachScopeAsync(Func<Scope, Task> start) => Attempts.AllAsync(plan.Scopes.Select(scope => (Func<Task>)(() => start(scope))));

    private static string SafeName(Scope scope) => scope.ToString().Replace(':', '-');
}
