using DbxServerless.Collector.Datasets;
using DbxServerless.Functions.Harvest;
using DbxServerless.Functions.Orchestrations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace DbxServerless.Functions.Triggers;

/// <summary>The timers, in UTC. They only start orchestrations for everything since the last one, never for a period: a missed tick loses nothing.</summary>
public sealed class ScheduleTriggers(CollectionStarter starter, HarvestStarter harvest, TimeProvider time, ILogger<ScheduleTriggers> logger)
{
    private static readonly TimeSpan HistoryKept = TimeSpan.FromDays(7);

    [Function("FastSchedule")]
    public Task FastAsync([TimerTrigger("%Schedules:Fast%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) => Attempts.AllAsync(
    [
        () => starter.StartGroupAsync(client, ScheduleGroup.Fast, cancellationToken),
        () => starter.StartFirstRoundAsync(client, cancellationToken),
        () => harvest.StartAsync(client, cancellationToken),
    ]);

    [Function("RegularSchedule")]
    public Task RegularAsync([TimerTrigger("%Schedules:Regular%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        starter.StartGroupAsync(client, ScheduleGroup.Regular, cancellationToken);

    [Function("SlowSchedule")]
    public Task SlowAsync([TimerTrigger("%Schedules:Slow%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        starter.StartGroupAsync(client, ScheduleGroup.Slow, cancellationToken);

    [Function("RetrySchedule")]
    public Task RetryAsync([TimerTrigger("30 */5 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        starter.StartRetriesAsync(client, cancellationToken);

    [Function("PurgeSchedule")]
    public Task PurgeAsync([TimerTrigger("0 40 3 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) => Attempts.AllAsync(
    [
        () => PurgeHistoryAsync(client, cancellationToken),
        () => harvest.StartRetentionAsync(client, cancellationToken),
    ]);

    private async Task PurgeHistoryAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        OrchestrationRuntimeStatus[] ended = [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];
        var purged = await client.PurgeAllInstancesAsync(
            new PurgeInstancesFilter(DateTimeOffset.UnixEpoch, time.GetUtcNow() - HistoryKept, ended), null, cancellationToken);
        logger.Purged(purged.PurgedInstanceCount);
    }
}
