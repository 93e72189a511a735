namespace DbxServerless.Collector.Metrics;

/// <summary>Takes snapshots for <c>/metrics</c>.</summary>
public interface ISnapshotPublisher
{
    /// <summary>Replaces the snapshot of the same dataset and scope.</summary>
    Task PublishAsync(Snapshot snapshot, CancellationToken cancellationToken);
}
