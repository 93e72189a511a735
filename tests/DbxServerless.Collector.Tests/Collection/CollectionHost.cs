using System.Collections.Concurrent;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Metrics;
using DbxServerless.Collector.Settings;
using DbxServerless.Collector.Tests.Storage;
using DbxServerless.Databricks;
using DbxServerless.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DbxServerless.Collector.Tests.Collection;

/// <summary>An engine over storage in memory, one workspace, and a clock that stands still.</summary>
internal sealed class CollectionHost : IWorkspaceClients, ISnapshotPublisher
{
    private static readonly WorkspaceClient Client = new(
        new WorkspaceConnection { Host = "adb-1.1.azuredatabricks.net", Token = "none", WarehouseId = "abcdef0123456789" }, TimeProvider.System, NullLoggerFactory.Instance);

    private readonly ConcurrentDictionary<(string Dataset, Scope Scope), Snapshot> _snapshots = new();
    private readonly IReadOnlyList<Dataset> _datasets;

    public CollectionHost(params IReadOnlyList<Dataset> datasets)
    {
        _datasets = datasets;
        Blobs = new MemoryBlobStore(Faults);
        States = new MemoryStateStore(Faults);
        Sink = new MemorySink(Faults);
        Options.Limits.WarehouseSecondsPerDay = 0;
        Options.Workspaces.Add(new WorkspaceOptions { Host = "adb-1.1.azuredatabricks.net", WarehouseId = "abcdef0123456789" });
        Engine = NewEngine();
    }

    public ManualTimeProvider Time { get; } = new();

    public CollectorOptions Options { get; } = new();

    public Faults Faults { get; } = new();

    public MemoryBlobStore Blobs { get; }

    public MemoryStateStore States { get; }

    public MemorySink Sink { get; }

    /// <summary>Most records of one commit, from the next engine on.</summary>
    public int ChunkSize { get; set; } = 20_000;

    public CollectionEngine Engine { get; private set; }

    /// <summary>A second engine over the same storage: another process.</summary>
    public CollectionEngine NewEngine(TimeProvider? time = null) => new(
        Microsoft.Extensions.Options.Options.Create(Options), DatasetCatalog.Of(_datasets), new ScopePlan(Options), this, States, Blobs, Sink, this, time ?? Time,
        NullLogger<CollectionEngine>.Instance)
    {
        ChunkSize = ChunkSize,
    };

    public void Restart()
    {
        Faults.Restart();
        Engine = NewEngine();
    }

    public Task<CollectionOutcome> CollectAsync(CollectionPass pass = CollectionPass.Incremental) =>
        Engine.CollectAsync(_datasets[0], Scope.Account, pass, CancellationToken.None);

    public IEnumerable<Snapshot> Snapshots => _snapshots.Values;

    public Snapshot? Snapshot(string name) => _snapshots.GetValueOrDefault((name, Scope.Account));

    /// <summary>The value of a family without labels, or with the given ones, in a snapshot.</summary>
    public Sample? Sample(string snapshot, string family, params IReadOnlyList<string> labels) => Snapshot(snapshot)?.Samples
        .SingleOrDefault(sample => sample.Family.Name == family && (labels.Count == 0 || sample.Labels.SequenceEqual(labels)));

    public WorkspaceClient For(WorkspaceOptions workspace) => Client;

    public Task PublishAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        _snapshots[(snapshot.Dataset, snapshot.Scope)] = snapshot;
        return Task.CompletedTask;
    }
}
