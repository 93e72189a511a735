using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace DbxServerless.Functions.Orchestrations;

/// <summary>
/// Starts orchestrations with fixed instance ids: of each id one at a time. That keeps ticks from piling up; that two at once do no harm is
/// the doing of what they run.
/// </summary>
public sealed class InstanceStarter(TimeProvider time, ILogger<InstanceStarter> logger)
{
    private const int PeriodsUntilReplaced = 3;

    private static readonly TimeSpan EndingTime = TimeSpan.FromSeconds(20);

    /// <param name="client">The durable backend.</param>
    /// <param name="orchestration">Name of the orchestrator.</param>
    /// <param name="instance">Its instance id.</param>
    /// <param name="input">Its input.</param>
    /// <param name="period">One that is under way for three of these is ended and started anew.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<StartOutcome> StartAsync(
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
        await client.TerminateInstanceAsync(instance, new TerminateInstanceOptions("It took longer than three periods.", Recursive: true), cancellationToken);
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
}
