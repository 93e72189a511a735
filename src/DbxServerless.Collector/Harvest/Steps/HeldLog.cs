using DbxServerless.Collector.Collection.State;
using DbxServerless.Collector.Harvest.State;

namespace DbxServerless.Collector.Harvest.Steps;

/// <summary>
/// A log that nobody else downloads meanwhile. What is archived and who may add to it are one entity: whoever lost the lease cannot save, and
/// learns so at the latest then. It is given back when all went well; otherwise its holder may go on at once, and others when it has run out.
/// </summary>
internal sealed class HeldLog(HarvestWorkspace workspace, string clusterId, string contextId, Versioned<ArchivedLog>? known)
{
    private Versioned<ArchivedLog>? _known = known;

    public ArchivedSegment? Segment(string name) => _known?.Value.Segments.GetValueOrDefault(name);

    /// <exception cref="LogHeldException">Somebody else downloads it.</exception>
    /// <exception cref="LostRaceException">Somebody else was first to take it.</exception>
    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        if (_known?.Value.Lease is { } lease && lease.Keeps(workspace.Holder, workspace.Now))
            throw new LogHeldException(clusterId, contextId, lease.Until);
        await SaveAsync(_known?.Value ?? new ArchivedLog(), cancellationToken);
    }

    /// <summary>Makes sure that the lease lasts for a while longer.</summary>
    /// <exception cref="LostRaceException">It had run out, and somebody else took it.</exception>
    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        if (_known!.Value.Lease!.Until - workspace.Now < LogLease.Term / 2)
            await SaveAsync(_known.Value, cancellationToken);
    }

    /// <summary>Says what has been archived.</summary>
    /// <exception cref="LostRaceException">The lease had run out, and somebody else took it.</exception>
    public Task KeepAsync(string name, ArchivedSegment segment, CancellationToken cancellationToken)
    {
        var segments = _known!.Value.Segments.ToDictionary();
        segments[name] = segment;
        return SaveAsync(_known.Value with { Segments = segments }, cancellationToken);
    }

    /// <exception cref="LostRaceException">The lease had run out, and somebody else took it.</exception>
    public async Task GiveBackAsync(CancellationToken cancellationToken) =>
        _known = await workspace.Store.SaveAsync(clusterId, contextId, _known!.Value with { Lease = null }, _known.ETag, cancellationToken);

    private async Task SaveAsync(ArchivedLog log, CancellationToken cancellationToken)
    {
        var leased = log with { Lease = new LogLease(workspace.Holder, workspace.Now + LogLease.Term) };
        _known = await workspace.Store.SaveAsync(clusterId, contextId, leased, _known?.ETag, cancellationToken);
    }
}
