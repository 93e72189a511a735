using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Collection.Scheduling;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Metrics;
using DbxServerless.Collector.Settings;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DbxServerless.Functions.Orchestrations;

/// <summary>
/// Starts orchestrations, one at a time for each schedule group and scope: their instance ids are fixed. That keeps ticks from piling up;
/// that two at once do no harm is the engine's doing.
/// </summary>
public sealed class CollectionStarter(
    CollectionEngine engine,
    ScopePlan plan,
    DatasetCatalog catalog,
    SnapshotStore snapshots,
    IOptions<CollectorOptions> options,
    TimeProvider time,
    ILogger<CollectionStarter> logger)
{
    private const int PeriodsUntilReplaced = 3;

    private static readonly TimeSpan RetryPeriod = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan EndingTime = TimeSpan.FromSeconds(20);

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
        ForEachScopeAsync(scope => StartAsync(client, RetryOrchestration.Name, $"retry-{SafeName(scope)}", scope, RetryPeriod, cancellationToken));

    /// <summary>Starts a group for one scope.</summary>
    /// <returns>Null when the group has nothing to collect there.</returns>
    public Task<StartOutcome?> StartAsync(DurableTaskClient client, ScheduleGroup group, Scope scope, CancellationToken cancellationToken) =>
        StartAsync(client, group, scope, engine.PassesOf(group, scope), cancellationToken);

    private async Task<StartOutcome?> StartAsync(
        DurableTaskClient client, ScheduleGroup group, Scope scope, IReadOnlyList<PlannedPass> passes, CancellationToken cancellationToken) => passes.Count == 0
        ? null
        : await StartAsync(
            client, CollectOrchestration.Name, InstanceOf(group, scope), new CollectRequest(scope, passes),
            _schedule.Period(group, time.GetUtcNow()), cancellationToken);

    private async Task<StartOutcome> StartAsync(
        DurableTaskClient client, string orchestration, string instance, object input, TimeSpan period, CancellationToken cancellationToken)
    {
        var last = await client.GetInstanceAsync(instance, getInputsAndOutputs: false, cancellationToken);
        var outcome = StartOutcome.Started;
        if (last?.RuntimeStatus is OrchestrationRuntimeStatus.Pending or OrchestrationRuntimeStatus.Running or OrchestrationRuntimeStatus.Suspended)
        {
            var age = time.GetUtcNow() - last.CreatedAt;
            if (age < PeriodsUntilReplaced * period)
            {
                logger.StillRunning(instance, age);
                return StartOutcome.StillRunning;
            }

            logger.Replacing(instance, age);
            if (!await EndAsync(client, instance, cancellationToken))
                return StartOutcome.Ending;
            outcome = StartOutcome.Replaced;
        }

        await client.ScheduleNewOrchestrationInstanceAsync(orchestration, input, new StartOrchestrationOptions(instance), cancellationToken);
        return outcome;
    }

    /// <returns>Whether it ended in time.</returns>
    private async Task<bool> EndAsync(DurableTaskClient client, string instance, CancellationToken cancellationToken)
    {
        await client.TerminateInstanceAsync(instance, new TerminateInstanceOptions("It took longer than three periods."), cancellationToken);
        using var limit = new CancellationTokenSource(EndingTime, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await client.WaitForInstanceCompletionAsync(instance, getInputsAndOutputs: false, either.Token);
            return true;
        }
        catch (Exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task ForEachScopeAsync(Func<Scope, Task> start)
    {
        var failures = new List<Exception>();
        foreach (var scope in plan.Scopes)
        {
            try
            {
                await start(scope);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                failures.Add(exception);
            }
        }

        if (failures.Count > 0)
            throw new AggregateException(failures);
    }

    private static string SafeName(Scope scope) => scope.ToString().Replace(':', '-');
}
