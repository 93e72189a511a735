using DbxServerless.Collector.Harvest.State;

namespace DbxServerless.Collector.Harvest.Steps;

/// <summary>Deletes what was kept for long enough. A log that runs share goes with the last of them that is old enough.</summary>
internal sealed class Retention(HarvestStore store)
{
    public async Task<int> RunAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var oldest = DateOnly.FromDateTime(before.UtcDateTime);
        var forgotten = 0;
        foreach (var (day, runId) in await store.DoneAsync(cancellationToken).TakeWhile(done => done.Day < oldest).ToListAsync(cancellationToken))
        {
            var run = (await store.RunAsync(runId, cancellationToken))?.Value;
            foreach (var clusterId in (run?.Tasks ?? []).Select(task => task.ClusterId).OfType<string>().Distinct())
                await store.ClearAsync(store.DriverArchiveOf(clusterId, runId), cancellationToken);
            foreach (var log in run?.Logs ?? [])
            {
                var archived = await store.LogAsync(log.ClusterId, log.ContextId, cancellationToken);
                if (archived?.Value.Segments.Values.All(segment => segment.Archived < before) == true)
                    await store.ClearAsync(store.ArchiveOf(log.ClusterId, log.ContextId), cancellationToken);
            }

            await store.ForgetAsync(day, runId, cancellationToken);
            forgotten++;
        }

        return forgotten;
    }
}
