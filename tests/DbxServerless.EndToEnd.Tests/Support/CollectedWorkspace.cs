using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Metrics;
using DbxServerless.Collector.Settings;
using DbxServerless.Collector.Storage;
using DbxServerless.Collector.Storage.Files;
using DbxServerless.Databricks;
using DbxServerless.Simulator;
using DbxServerless.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DbxServerless.EndToEnd.Tests.Support;

/// <summary>The engine in this process over a simulated workspace, both on one clock that stands still.</summary>
internal sealed class CollectedWorkspace : IWorkspaceClients, IRecordSinks, ISnapshotPublisher, IAsyncDisposable
{
    private static readonly Scope Workspace = new(ScopeKind.Workspace, "main");

    private readonly TemporaryFolder _folder = new();
    private readonly ManualTimeProvider _time;
    private readonly WorkspaceClient _client;
    private readonly CollectionEngine _engine;
    private readonly Dictionary<string, Snapshot> _snapshots = [];

    private CollectedWorkspace(SimulatedWorkspace simulated, ManualTimeProvider time, CollectorOptions options)
    {
        Simulated = simulated;
        _time = time;
        // Requests wait for nothing: the clock would not move for them.
        _client = new WorkspaceClient(
            new WorkspaceConnection { Host = simulated.Url.AbsoluteUri, Token = simulated.Options.Token, WarehouseId = simulated.Options.Warehouse.Id, RequestsPerSecond = 100_000 },
            TimeProvider.System, NullLoggerFactory.Instance);
        options.Workspaces.Add(new WorkspaceOptions { Name = "main", Host = simulated.Url.AbsoluteUri, Token = simulated.Options.Token, WorkspaceId = simulated.Options.WorkspaceId });
        var state = Path.Combine(_folder.Path, "state");
        _engine = new CollectionEngine(
            Microsoft.Extensions.Options.Options.Create(options), DatasetCatalog.Product, new ScopePlan(options), this, new FileStateStore(state), new FileBlobStore(state), this, this, time,
            NullLogger<CollectionEngine>.Instance);
    }

    public SimulatedWorkspace Simulated { get; }

    /// <summary>The requests of the last collection.</summary>
    public int Requests => Simulated.Requests.Counts.Values.Sum();

    public static async Task<CollectedWorkspace> StartAsync(SimulatorOptions options, CollectorOptions? settings = null)
    {
        var time = new ManualTimeProvider();
        return new CollectedWorkspace(await Workspaces.StartAsync(options with { Time = time }), time, settings ?? new CollectorOptions());
    }

    public void Advance(TimeSpan by) => _time.Advance(by);

    public async Task<CollectionOutcome> CollectAsync(string dataset)
    {
        Simulated.Requests.Clear();
        return await _engine.CollectAsync(new PlannedPass(dataset, Workspace, CollectionPass.Incremental), CancellationToken.None);
    }

    /// <summary>The value of a series as it was last published, by the values of its labels but the first, which is the workspace or dataset.</summary>
    public double Value(string family, params IReadOnlyList<string> labels) => Samples(family).Single(sample => sample.Labels.Skip(1).SequenceEqual(labels)).Value;

    public IEnumerable<Sample> Samples(string family) => _snapshots.Values.SelectMany(snapshot => snapshot.Samples).Where(sample => sample.Family.Name == family);

    public IReadOnlyList<DeliveredRecord> RecordsOf(string table) => [.. Records.Read(_folder.Path).Where(record => record.Table == table)];

    public WorkspaceClient For(WorkspaceOptions workspace) => _client;

    public IRecordSink For(string? name) => new FolderSink(_folder.Path);

    public Task PublishAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        _snapshots[snapshot.Dataset] = snapshot;
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await Simulated.DisposeAsync();
        _folder.Dispose();
    }
}
