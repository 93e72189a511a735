using System.IO.Compression;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Harvest;
using DbxServerless.Collector.Metrics;
using DbxServerless.Collector.Settings;
using DbxServerless.Collector.Storage;
using DbxServerless.Collector.Tests.Storage;
using DbxServerless.Databricks;
using DbxServerless.Simulator;
using DbxServerless.Simulator.Logs;
using DbxServerless.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DbxServerless.Collector.Tests.Harvest;

/// <summary>The harvest over a simulated workspace and storage in memory. Simulator and harvest share a clock that only the test moves.</summary>
internal sealed class HarvestHost : IWorkspaceClients, ISnapshotPublisher, IAsyncDisposable
{
    private readonly WorkspaceClient _client;

    private HarvestHost(SimulatedWorkspace simulator, ManualTimeProvider time, Action<HarvestOptions>? change)
    {
        (Simulator, Time) = (simulator, time);
        _client = new WorkspaceClient(
            new WorkspaceConnection { Host = simulator.Url.AbsoluteUri, Token = simulator.Options.Token, RequestsPerSecond = 1000 },
            TimeProvider.System, NullLoggerFactory.Instance);
        Options.Workspaces.Add(new WorkspaceOptions { Host = simulator.Url.AbsoluteUri, Name = "prod", WorkspaceId = simulator.Options.WorkspaceId });
        Options.Harvest.BlockKilobytes = 16;
        change?.Invoke(Options.Harvest);
        Blobs = new MemoryBlobStore(Faults);
        States = new MemoryStateStore(Faults);
        Sink = new MemorySink(Faults);
        Restart();
    }

    public static Scope Prod { get; } = new(ScopeKind.Workspace, "prod");

    public SimulatedWorkspace Simulator { get; }

    public ManualTimeProvider Time { get; }

    public CollectorOptions Options { get; } = new();

    public Faults Faults { get; } = new();

    public MemoryBlobStore Blobs { get; }

    public MemoryStateStore States { get; }

    public MemorySink Sink { get; }

    public HarvestEngine Engine { get; private set; } = null!;

    public HarvestLoop Loop { get; private set; } = null!;

    public IReadOnlyList<Sample> Published { get; private set; } = [];

    public static async Task<HarvestHost> StartAsync(LogOptions? logs = null, Action<HarvestOptions>? change = null)
    {
        var time = new ManualTimeProvider();
        var simulator = await SimulatedWorkspace.StartAsync(new SimulatorOptions { Days = 2, Time = time, Logs = logs ?? new LogOptions() }, CancellationToken.None);
        return new HarvestHost(simulator, time, change);
    }

    /// <summary>Another process over the same storage.</summary>
    public void Restart()
    {
        Faults.Restart();
        (Engine, Loop) = Over(States, Blobs);
    }

    /// <summary>A process beside this one over the same storage, which dies alone.</summary>
    public HarvestLoop Beside(Faults faults) => Over(new MortalStates(States, faults), new MortalBlobs(Blobs, faults)).Loop;

    public Task<int> DiscoverAsync(TimeSpan? back = null) => Engine.DiscoverAsync(Prod, back is { } span ? Time.GetUtcNow() - span : null, CancellationToken.None);

    public Task<HarvestRound> DrainAsync(bool evenWaiting = false) => Loop.DrainAsync(Prod, evenWaiting, null, CancellationToken.None);

    public async Task<HarvestRound> HarvestAsync(TimeSpan? back = null)
    {
        await DiscoverAsync(back);
        return await DrainAsync();
    }

    /// <summary>The newest version of each record of a table, by its id.</summary>
    public IReadOnlyDictionary<string, System.Text.Json.JsonElement> Records(string table) => Sink.Records(table)
        .GroupBy(record => record.GetProperty("RecordId").GetString()!)
        .ToDictionary(group => group.Key, group => group.MaxBy(record => record.GetProperty("RecordVersion").GetInt64()));

    /// <summary>The archived files of a log, as they were at their source.</summary>
    public IReadOnlyDictionary<string, byte[]> Archive(LogContext context)
    {
        var prefix = $"eventlogs/prod/{context.ClusterId}/{context.ContextId}/";
        return Blobs.Names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && name.EndsWith(".gz", StringComparison.Ordinal)).ToDictionary(
            name => name[prefix.Length..] == "eventlog.gz" ? "eventlog" : name[prefix.Length..],
            name => name.EndsWith("/eventlog.gz", StringComparison.Ordinal) ? Unzipped(Blobs.Content(name)) : Blobs.Content(name));
    }

    /// <summary>Every file of a log is in the archive, byte for byte, and nothing else is.</summary>
    public void ShouldBeArchived(LogContext context)
    {
        var archive = Archive(context);
        var whole = Simulator.Logs.Whole(context);
        archive.Keys.Order().ShouldBe(whole.Select(file => file.Name).Order(), context.ContextId);
        foreach (var file in whole)
            archive[file.Name].AsSpan().SequenceEqual(file.Content.Span).ShouldBeTrue($"{context.ContextId}/{file.Name}");
    }

    /// <summary>Every file of a log was read once, but for a block that a crash cost, and what tells whether it is whole.</summary>
    public void ShouldBeDownloadedOnce(LogContext context, int blocksLost = 0)
    {
        const int Looks = 64 * 1024;
        foreach (var file in Simulator.Logs.Whole(context))
        {
            var path = $"{Simulator.Logs.FolderOf(context)}/{file.Name}";
            Simulator.Logs.Traffic.Files[path].Bytes.ShouldBeLessThanOrEqualTo(file.Content.Length + blocksLost * Options.Harvest.BlockKilobytes * 1024 + Looks, path);
            if (file.Content.Length > Options.Harvest.BlockKilobytes * 1024)
                Simulator.Logs.Traffic.TimesInFull(path, file.Content.Length).ShouldBe(1, path);
        }
    }

    public WorkspaceClient For(WorkspaceOptions workspace) => _client;

    public Task PublishAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        if (snapshot.Dataset == "harvest")
            Published = snapshot.Samples;
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await Simulator.DisposeAsync();
    }

    private (HarvestEngine Engine, HarvestLoop Loop) Over(IStateStore states, IBlobStore blobs)
    {
        var options = Microsoft.Extensions.Options.Options.Create(Options);
        var plan = new ScopePlan(Options);
        var collection = new CollectionEngine(options, DatasetCatalog.Product, plan, this, states, blobs, Sink, this, Time, NullLogger<CollectionEngine>.Instance);
        var engine = new HarvestEngine(options, plan, this, states, blobs, collection, this, Time, NullLogger<HarvestEngine>.Instance);
        return (engine, new HarvestLoop(engine, Time, NullLogger<HarvestLoop>.Instance));
    }

    private static byte[] Unzipped(byte[] content)
    {
        using var gzip = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }
}
