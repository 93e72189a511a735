using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DbxServerless.Collector.Collection.Scheduling;

/// <summary>Runs the schedule groups in one process. A tick that falls due while its group is still being collected is left out.</summary>
public sealed class CollectionScheduler(
    CollectionEngine engine, ScopePlan plan, IOptions<CollectorOptions> options, TimeProvider time, ILogger<CollectionScheduler> logger)
{
    // A grant shows within ten minutes, the pass included.
    private static readonly TimeSpan RetryEvery = TimeSpan.FromMinutes(9);

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly GroupSchedule _schedule = new(options.Value.Schedules);

    /// <summary>Collects all groups now and then on their schedules, until it is cancelled; then it returns.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll([.. Enum.GetValues<ScheduleGroup>().Select(group => RunGroupAsync(group, cancellationToken)), RetryAsync(cancellationToken)]);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    // At the start everything is read once; reconciliations keep to their schedule, or every restart would pay for one.
    private async Task RunGroupAsync(ScheduleGroup group, CancellationToken cancellationToken)
    {
        await ForEachScopeAsync(
            group.ToString(),
            scope => engine.CollectAllAsync([.. engine.PassesOf(group, scope).Where(pass => pass.Pass == CollectionPass.Incremental)], cancellationToken),
            cancellationToken);
        while (true)
        {
            await WaitUntilAsync(_schedule.Next(group, time.GetUtcNow()), cancellationToken);
            await ForEachScopeAsync(group.ToString(), scope => engine.CollectGroupAsync(group, scope, cancellationToken), cancellationToken);
        }
    }

    // In steps, because a timer has a longest time, may be early, and does not notice when the clock is set.
    private async Task WaitUntilAsync(DateTimeOffset due, CancellationToken cancellationToken)
    {
        while (due - time.GetUtcNow() is var wait && wait > TimeSpan.Zero)
            await Task.Delay(wait < LongestWait ? wait : LongestWait, time, cancellationToken);
    }

    private async Task RetryAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(RetryEvery, time, cancellationToken);
            await ForEachScopeAsync("repeated", scope => engine.RetryNotAssessedAsync(scope, cancellationToken), cancellationToken);
        }
    }

    private Task ForEachScopeAsync(string group, Func<Scope, Task> collect, CancellationToken cancellationToken) =>
        Task.WhenAll(plan.Scopes.Select(async scope =>
        {
            try
            {
                await collect(scope);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                logger.GroupFailed(exception, group, scope.ToString());
            }
        }));
}
