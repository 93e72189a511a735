using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Metrics;
using DbxServerless.Collector.Settings;
using DbxServerless.Collector.Storage;
using DbxServerless.Collector.Storage.Files;
using DbxServerless.Databricks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace DbxServerless.Benchmarks.Ticks;

/// <summary>An engine over a folder, without a workspace.</summary>
internal sealed class TickHost : IWorkspaceClients, IRecordSinks, ISnapshotPublisher
{
    private readonly WorkspaceClient _client = new(
        new WorkspaceConnection { Host = "adb-1.1.azuredatabricks.net", Token = "none", WarehouseId = "abcdef0123456789" }, TimeProvider.System, NullLoggerFactory.Instance);

    private readonly TickDataset _dataset;
    private readonly FolderSink _sink;
    private readonly CollectionEngine _engine;

    public TickHost(string folder, TickDataset dataset)
    {
        _dataset = dataset;
        _sink = new FolderSink(folder);
        Blobs = new CountingBlobs(new FileBlobStore(Path.Combine(folder, "blobs")));
        var options = new CollectorOptions { Workspaces = [new WorkspaceOptions { Host = "adb-1.1.azuredatabricks.net" }] };
        _engine = new CollectionEngine(
            Options.Create(options), DatasetCatalog.Of([dataset]), new ScopePlan(options), this, new FileStateStore(Path.Combine(folder, "state")), Blobs, this, this,
            TimeProvider.System, NullLogger<CollectionEngine>.Instance);
    }

    public CountingBlobs Blobs { get; }

    public Task<CollectionOutcome> CollectAsync() => _engine.CollectAsync(_dataset, Scope.Account, CollectionPass.Incremental, CancellationToken.None);

    public WorkspaceClient For(WorkspaceOptions workspace) => _client;

    public IRecordSink For(string? name) => _sink;

    public Task PublishAsync(Snapshot snapshot, CancellationToken cancellationToken) => Task.CompletedTask;
}
