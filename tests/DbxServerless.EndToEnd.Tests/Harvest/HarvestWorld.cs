using System.IO.Compression;
using System.Text.Json.Nodes;
using DbxServerless.EndToEnd.Tests.Support;
using DbxServerless.Simulator;
using DbxServerless.Simulator.Faults;
using DbxServerless.Simulator.History;
using DbxServerless.Simulator.Logs;
using DbxServerless.Testing;

namespace DbxServerless.EndToEnd.Tests.Harvest;

/// <summary>A simulated workspace in which time stands still, its clusters' logs, and a folder that they are harvested into.</summary>
internal sealed class HarvestWorld : IAsyncDisposable
{
    /// <summary>Kilobytes of a stored block.</summary>
    public const int BlockKilobytes = 32;

    // The program's clock goes on; what ended this long ago is whole, whatever its lag.
    private static readonly TimeSpan Settled = TimeSpan.FromHours(2);

    private readonly SimulatedWorkspace _workspace;
    private readonly TemporaryFolder _folder = new();

    private HarvestWorld(SimulatedWorkspace workspace) => _workspace = workspace;

    public string Folder => _folder.Path;

    public FaultList Faults => _workspace.Faults;

    public ClusterLogs Logs => _workspace.Logs;

    private int Served => _workspace.Requests.Counts.Values.Sum();

    public DateTimeOffset Now => _workspace.Clock.GetUtcNow();

    public static async Task<HarvestWorld> StartAsync(LogOptions logs, int seed = 1) => new(await SimulatedWorkspace.StartAsync(
        new SimulatorOptions { Seed = seed, Days = 3, Time = new ManualTimeProvider(DateTimeOffset.UtcNow), Logs = logs }, CancellationToken.None));

    /// <summary>The folder of real logs, where there is one.</summary>
    public static string? RealLogs => Environment.GetEnvironmentVariable("DBXSERVERLESS_EVENTLOGS") is { Length: > 0 } folder && Directory.Exists(folder) ? folder : null;

    public Product Start(params string[] arguments) => Product.Start([.. arguments, "--data", Folder], Settings());

    public Task<Finished> RunAsync(params string[] arguments) => Product.RunAsync([.. arguments, "--data", Folder], Settings());

    /// <summary>Waits until so many more requests have come, or the program has ended.</summary>
    public async Task RequestsAsync(int more, Product product)
    {
        var target = Served + more;
        while (Served < target && !product.HasEnded)
            await Task.Delay(TimeSpan.FromMilliseconds(2));
    }

    /// <summary>Runs that ended in the last hours, but not just now.</summary>
    public IReadOnlyList<JobRun> Ended(int hours) =>
    [
        .. _workspace.History.DaysThrough(Now).SelectMany(day => day.JobRuns)
            .Where(run => run.WorkspaceId == _workspace.Options.WorkspaceId && run.RunType != "WORKFLOW_RUN" && run.End <= Now - Settled && run.End > Now.AddHours(-hours)),
    ];

    /// <summary>Contexts that are over, and that one of the runs used.</summary>
    public IReadOnlyList<LogContext> ContextsOf(IReadOnlyList<JobRun> runs)
    {
        var ids = runs.Select(run => run.RunId).ToHashSet();
        return [.. Logs.Contexts().Where(context => context.End <= Now - Settled && context.Runs.Any(run => ids.Contains(run.JobRunId)))];
    }

    /// <summary>The newest version of each record of a table. Two lines of one version must be the same to the letter.</summary>
    public IReadOnlyList<JsonObject> Records(string table)
    {
        var records = Support.Records.Read(Folder).Where(record => record.Table == table).ToList();
        foreach (var version in records.GroupBy(record => (record.Id, record.Version)).Where(version => version.Count() > 1))
            version.Select(record => record.Line).Distinct().ShouldHaveSingleItem($"{version.Key} was sent twice with different contents");
        return [.. Support.Records.Latest(records).Values.Select(content => JsonNode.Parse(content)!.AsObject())];
    }

    /// <summary>Every file of the log is in the archive, byte for byte.</summary>
    public void ShouldBeArchived(LogContext context)
    {
        var folder = Path.Combine(Folder, "state", "blobs", "eventlogs", "prod", context.ClusterId, context.ContextId);
        foreach (var file in Logs.Whole(context))
        {
            var path = Path.Combine(folder, file.Name == "eventlog" ? "eventlog.gz" : file.Name);
            File.Exists(path).ShouldBeTrue($"{path} is missing");
            (file.Name == "eventlog" ? Unzipped(path) : File.ReadAllBytes(path)).AsSpan().SequenceEqual(file.Content.Span).ShouldBeTrue($"{path} differs from its source");
        }
    }

    /// <summary>No file of some size was downloaded twice in full.</summary>
    public void ShouldBeDownloadedOnce(IEnumerable<LogContext> contexts)
    {
        var judged = 0;
        foreach (var context in contexts)
        {
            foreach (var file in Logs.Whole(context).Where(file => file.Content.Length > 4 * BlockKilobytes * 1024))
            {
                judged++;
                var path = $"{Logs.FolderOf(context)}/{file.Name}";
                Logs.Traffic.Files[path].Bytes.ShouldBeLessThan(2L * file.Content.Length, path);
            }
        }

        judged.ShouldBeGreaterThan(0);
    }

    public async ValueTask DisposeAsync()
    {
        await _workspace.DisposeAsync();
        _folder.Dispose();
    }

    private Dictionary<string, string> Settings() => new()
    {
        ["Workspaces__0__Name"] = "prod",
        ["Workspaces__0__Host"] = _workspace.Url.AbsoluteUri,
        ["Workspaces__0__WorkspaceId"] = _workspace.Options.WorkspaceId,
        ["Workspaces__0__WarehouseId"] = _workspace.Options.Warehouse.Id,
        ["Workspaces__0__Token"] = _workspace.Options.Token,
        ["Workspaces__0__RequestsPerSecond"] = "1000",
        ["Harvest__BlockKilobytes"] = BlockKilobytes.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    private static byte[] Unzipped(string path)
    {
        using var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }
}
