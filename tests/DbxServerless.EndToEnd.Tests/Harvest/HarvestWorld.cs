using System.IO.Compression;
using System.Text.Json.Nodes;
using DbxServerless.EndToEnd.Tests.Harvest.Killing;
using DbxServerless.EndToEnd.Tests.Support;
using DbxServerless.Simulator;
using DbxServerless.Simulator.Faults;
using DbxServerless.Simulator.History;
using DbxServerless.Simulator.Logs;
using DbxServerless.Simulator.Rest;
using DbxServerless.Testing;

namespace DbxServerless.EndToEnd.Tests.Harvest;

/// <summary>A simulated workspace in which time stands still, its clusters' logs, and a folder that they are harvested into.</summary>
internal sealed class HarvestWorld : IAsyncDisposable
{
    /// <summary>Kilobytes of a stored block.</summary>
    public const int BlockKilobytes = 32;

    /// <summary>A time to begin at, so that the same happens whenever a test runs.</summary>
    public static readonly DateTimeOffset Fixed = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    // What ended this long ago is whole, whatever its lag.
    private static readonly TimeSpan Settled = TimeSpan.FromHours(2);

    private readonly SimulatedWorkspace _workspace;
    private readonly ManualTimeProvider _clock;
    private readonly TemporaryFolder _folder = new();

    private HarvestWorld(SimulatedWorkspace workspace, ManualTimeProvider clock) => (_workspace, _clock) = (workspace, clock);

    public string Folder => _folder.Path;

    public FaultList Faults => _workspace.Faults;

    public ClusterLogs Logs => _workspace.Logs;

    public DateTimeOffset Now => _workspace.Clock.GetUtcNow();

    /// <param name="now">The workspace's time, which stands still; by default the program's.</param>
    public static async Task<HarvestWorld> StartAsync(LogOptions logs, int seed = 1, DateTimeOffset? now = null)
    {
        var clock = new ManualTimeProvider(now ?? DateTimeOffset.UtcNow);
        return new(await SimulatedWorkspace.StartAsync(new SimulatorOptions { Seed = seed, Days = 3, Time = clock, Logs = logs }, CancellationToken.None), clock);
    }

    public Task<Finished> RunAsync(params string[] arguments) => Product.RunAsync([.. arguments, "--data", Folder], Settings());

    public void Advance(TimeSpan by) => _clock.Advance(by);

    /// <summary>Harvests to the end, at the workspace's time.</summary>
    public async Task<Finished> HarvestAsync()
    {
        await using var process = Harvest(null);
        return await process.EndAsync();
    }

    /// <summary>Harvests until a moment has come, and then kills the process.</summary>
    /// <param name="isPair">With another process beside it, which is killed with it.</param>
    /// <returns>How many processes were killed. A moment need not come.</returns>
    public async Task<int> KillAsync(Moment moment, bool isPair)
    {
        var countdown = new Countdown(moment);
        Product? first = null;
        void Arrived(string request) => KillAt(request, isAfter: false);
        void Answered(LoggedRequest request) => KillAt($"{request.Method} {request.Path}", isAfter: true);
        void KillAt(string request, bool isAfter)
        {
            if (moment.IsRequest && moment.IsAfter == isAfter && countdown.Meets(request))
                Volatile.Read(ref first)?.Kill();
        }

        _workspace.Requests.Arrived += Arrived;
        _workspace.Requests.Answered += Answered;
        await using var second = isPair ? Harvest(null) : null;
        await using var process = Harvest(moment.IsRequest ? null : moment);
        Volatile.Write(ref first, process);
        var killed = Killed(await process.EndAsync());
        second?.Kill();
        killed += second is null ? 0 : Killed(await second.EndAsync());
        _workspace.Requests.Arrived -= Arrived;
        _workspace.Requests.Answered -= Answered;
        return killed;
    }

    /// <summary>Deletes the log that ended last, and is perhaps being downloaded.</summary>
    public LogContext RemoveNewest()
    {
        var newest = Logs.Contexts().Where(context => !context.IsShared && context.End <= Now).MaxBy(context => context.End)!;
        Logs.Remove(newest);
        return newest;
    }

    /// <summary>Runs that ended since then, but not just now.</summary>
    public IReadOnlyList<JobRun> Ended(DateTimeOffset since) =>
    [
        .. _workspace.History.DaysThrough(Now).SelectMany(day => day.JobRuns)
            .Where(run => run.WorkspaceId == _workspace.Options.WorkspaceId && run.RunType != "WORKFLOW_RUN" && run.End <= Now - Settled && run.End > since),
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

    /// <summary>No file of some size was downloaded twice in full: a byte of it, at least, was read once.</summary>
    public void ShouldBeDownloadedOnce(IEnumerable<LogContext> contexts)
    {
        var judged = 0;
        foreach (var context in contexts)
        {
            foreach (var file in Logs.Whole(context).Where(file => file.Content.Length > 4 * BlockKilobytes * 1024))
            {
                judged++;
                var path = $"{Logs.FolderOf(context)}/{file.Name}";
                Logs.Traffic.TimesInFull(path, file.Content.Length).ShouldBe(1, path);
            }
        }

        judged.ShouldBeGreaterThan(0);
    }

    public async ValueTask DisposeAsync()
    {
        await _workspace.DisposeAsync();
        _folder.Dispose();
    }

    private Product Harvest(Moment? moment) => Product.Start(HarvestProcess.Arguments(Folder, Now, moment), Settings(), program: HarvestProcess.Program);

    private static int Killed(Finished process) => process.ExitCode == 137 ? 1 : 0;

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
