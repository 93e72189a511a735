using System.Collections.Concurrent;
using System.Text.Json;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Metrics;
using DbxServerless.Collector.Settings;
using DbxServerless.Collector.Tests.Storage;
using DbxServerless.Databricks;
using DbxServerless.Simulator;
using DbxServerless.Simulator.SystemTables;
using DbxServerless.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DbxServerless.Collector.Tests.Datasets.Rest;

/// <summary>The engine with datasets of the product over a simulated workspace, by one clock that only the test moves.</summary>
internal sealed class RestWorld : IWorkspaceClients, ISnapshotPublisher, IAsyncDisposable
{
    private readonly ConcurrentDictionary<(string Dataset, Scope Scope), Snapshot> _snapshots = new();
    private readonly DatasetCatalog _catalog;
    private readonly CollectionEngine _engine;
    private readonly WorkspaceClient _client;

    private RestWorld(SimulatedWorkspace workspace, ManualTimeProvider time, IEnumerable<string> datasets, TimeSpan patience)
    {
        Workspace = workspace;
        Time = time;
        Options.Limits.WarehouseSecondsPerDay = 0;
        Options.Workspaces.Add(new WorkspaceOptions { Name = "main", Host = workspace.Url.ToString(), WarehouseId = workspace.Options.Warehouse.Id });
        _client = new WorkspaceClient(
            new WorkspaceConnection
            {
                Host = workspace.Url.ToString(),
                Token = workspace.Options.Token,
                WarehouseId = workspace.Options.Warehouse.Id,
                RequestsPerSecond = 1000,
                OverallTimeout = patience,
            }, TimeProvider.System, NullLoggerFactory.Instance);
        _catalog = DatasetCatalog.Of(datasets.Select(DatasetCases.Dataset));
        _engine = new CollectionEngine(
            Microsoft.Extensions.Options.Options.Create(Options), _catalog, new ScopePlan(Options), this, new MemoryStateStore(), new MemoryBlobStore(), Sink, this, time,
            NullLogger<CollectionEngine>.Instance);
    }

    public SimulatedWorkspace Workspace { get; }

    public ManualTimeProvider Time { get; }

    public CollectorOptions Options { get; } = new();

    public MemorySink Sink { get; } = new();

    /// <param name="patience">How long a request is tried again.</param>
    public static async Task<RestWorld> StartAsync(
        IEnumerable<string> datasets, Func<SimulatorOptions, SimulatorOptions>? change = null, TimeSpan? patience = null)
    {
        var time = new ManualTimeProvider();
        var options = new SimulatorOptions { Days = 2, Time = time, Tables = TableOptions.Prompt };
        return new RestWorld(await SimulatedWorkspace.StartAsync(change?.Invoke(options) ?? options, CancellationToken.None), time, datasets, patience ?? TimeSpan.FromMinutes(5));
    }

    /// <summary>A pass of one dataset.</summary>
    public Task<CollectionOutcome> CollectAsync(string dataset) =>
        _engine.CollectAsync(PassOf(_catalog.Datasets.Single(candidate => candidate.Info.Name == dataset)), CancellationToken.None);

    /// <summary>A pass of each dataset, all of them together as one process collects them.</summary>
    public Task<IReadOnlyList<CollectionOutcome>> CollectAllAsync() => _engine.CollectAllAsync([.. _catalog.Datasets.Select(PassOf)], CancellationToken.None);

    /// <summary>Moves the clock on and lets a pass of each dataset follow.</summary>
    public async Task CollectAllAfterAsync(TimeSpan time)
    {
        Time.Advance(time);
        (await CollectAllAsync()).ShouldAllBe(outcome => outcome.Reason == null);
    }

    /// <summary>Rows of a table as they were delivered.</summary>
    public IReadOnlyList<JsonElement> Rows(string table) => Sink.Records(table);

    /// <summary>The newest version of each row of a table.</summary>
    public IReadOnlyList<JsonElement> Newest(string table) => Newest(Rows(table));

    public static IReadOnlyList<JsonElement> Newest(IEnumerable<JsonElement> rows) =>
        [.. rows.GroupBy(row => row.GetProperty("RecordId").GetString()).Select(versions => versions.MaxBy(row => row.GetProperty("RecordVersion").GetInt64()))];

    /// <summary>The samples of a family as they were published last.</summary>
    public IReadOnlyList<Sample> Samples(string family) =>
        [.. _snapshots.Values.SelectMany(snapshot => snapshot.Samples).Where(sample => sample.Family.Name == family)];

    /// <summary>The requests of an action, by endpoint.</summary>
    public async Task<IReadOnlyDictionary<string, int>> RequestsOfAsync(Func<Task> action)
    {
        Workspace.Requests.Clear();
        await action();
        return Workspace.Requests.Counts;
    }

    private static PlannedPass PassOf(Dataset dataset) => new(
        dataset.Info.Name, dataset.Info.Scope == ScopeKind.Workspace ? new Scope(ScopeKind.Workspace, "main") : new Scope(ScopeKind.Region, "default"),
        CollectionPass.Incremental);

    public WorkspaceClient For(WorkspaceOptions workspace) => _client;

    public Task PublishAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        _snapshots[(snapshot.Dataset, snapshot.Scope)] = snapshot;
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await Workspace.DisposeAsync();
    }
}
