using DbxServerless.Collector.Datasets;

namespace DbxServerless.Collector.Harvest;

/// <summary>Gathers archived runs and delivers so many of them in one commit.</summary>
internal sealed class HarvestBatch(HarvestEngine engine, Scope workspace, int size, Action<HarvestProgress>? report)
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _delivering = new(1);
    private readonly List<HarvestStep> _steps = [];
    private readonly List<string> _archived = [];

    /// <summary>What became of the runs.</summary>
    public IReadOnlyList<HarvestStep> Steps => _steps;

    public async Task AddAsync(HarvestStep step, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (step is not { State: HarvestState.Archived, Continues: true })
            {
                _steps.Add(step);
                return;
            }

            _archived.Add(step.RunId);
            if (_archived.Count < size)
                return;
        }

        await FlushAsync(cancellationToken);
    }

    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _delivering.WaitAsync(cancellationToken);
        try
        {
            List<string> runs;
            lock (_gate)
            {
                runs = [.. _archived];
                _archived.Clear();
            }

            var steps = runs.Count == 0 ? [] : await engine.DeliverAsync(workspace, runs, report, cancellationToken);
            lock (_gate)
                _steps.AddRange(steps);
        }
        finally
        {
            _delivering.Release();
        }
    }
}
