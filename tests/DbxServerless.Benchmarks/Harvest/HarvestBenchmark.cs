using System.Globalization;
using DbxServerless.Simulator;
using DbxServerless.Simulator.Logs;
using DbxServerless.Testing;
using DbxServerless.Testing.EventLogs;

namespace DbxServerless.Benchmarks.Harvest;

/// <summary>
/// The real program harvests thousands of ended runs of a simulated workspace from nothing. It fails when the time of a run grows with their number,
/// when more memory is resident than is allowed, when more requests come than the budget has, or when runs are missing.
/// </summary>
internal sealed class HarvestBenchmark : IBenchmark
{
    private const double Mega = 1024 * 1024;
    private const int Days = 56;
    private const int JobCopies = 3;
    private const int RequestsPerSecond = 100;
    private const int MostResident = 350;

    // Of the processor time of a run among the fewest, which does not depend on what else the machine does.
    private const double MostGrowth = 1.3;

    private static readonly TimeSpan Settled = TimeSpan.FromHours(2);

    public string Name => "harvest";

    public string Description => "the harvest of 2,500, 5,000 and 10,000 ended runs (some ten minutes): [RUNS...]";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        int[] sizes = arguments.Count > 0 ? [.. arguments.Select(size => int.Parse(size, CultureInfo.InvariantCulture))] : [2_500, 5_000, 10_000];
        var (first, isGood) = (0.0, true);
        Line($"{RealLogFolder.Told}");
        Line($"{"runs",7} {"logs",6} {"s",7} {"ms/run",7} {"cpu ms/run",10} {"VmHWM",8} {"requests",9} {"in 1 s",7} {"in 60 s",8}   of a budget of {RequestsPerSecond} a second");
        foreach (var size in sizes)
        {
            var time = await MeasureAsync(size);
            first = first == 0 ? time.PerRun : first;
            isGood &= time.IsGood && time.PerRun <= first * MostGrowth;
        }

        Console.WriteLine(isGood ? "As it should be." : "NOT as it should be.");
        return isGood ? 0 : 1;
    }

    private static async Task<(double PerRun, bool IsGood)> MeasureAsync(int size)
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var workspace = await SimulatedWorkspace.StartAsync(
            new SimulatorOptions
            {
                Days = Days,
                JobCopies = JobCopies,
                Time = new ManualTimeProvider(now),
                Logs = new LogOptions { Folder = RealLogFolder.Path, LargestFile = 50_000, Slow = 0, LateRolls = 0 },
            },
            CancellationToken.None);
        var ends = workspace.History.DaysThrough(now).SelectMany(day => day.JobRuns)
            .Where(run => run.WorkspaceId == workspace.Options.WorkspaceId && run.RunType != "WORKFLOW_RUN" && run.End <= now - Settled)
            .Select(run => run.End).OrderDescending().Take(size).ToList();
        var days = (int)Math.Ceiling((now - ends[^1]).TotalDays);
        // The nearest whole number of days.
        var expected = workspace.History.DaysThrough(now).SelectMany(day => day.JobRuns)
            .Count(run => run.WorkspaceId == workspace.Options.WorkspaceId && run.RunType != "WORKFLOW_RUN" && run.End <= now - Settled && run.End >= now.AddDays(-days).AddMinutes(10));
        var requests = new RequestTimes();
        workspace.Requests.Arrived += _ => requests.Add();
        var folder = Directory.CreateTempSubdirectory("harvest-").FullName;
        try
        {
            var started = TimeProvider.System.GetTimestamp();
            var (_, said, processor, resident) = await HarvestProcess.RunAsync(
                SettingsOf(workspace), "harvest", "--days", $"{days}", "--data", folder);
            var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
            var done = Directory.EnumerateFiles(Path.Combine(folder, "state", "blobs", "harvest", "prod", "done"), "*", SearchOption.AllDirectories).Count();
            var logs = Directory.EnumerateDirectories(Path.Combine(folder, "state", "blobs", "eventlogs", "prod")).Count();
            var (second, minute) = (requests.MostWithin(TimeSpan.FromSeconds(1)), requests.MostWithin(TimeSpan.FromMinutes(1)));
            Line($"{done,7} {logs,6} {seconds,7:0.0} {seconds * 1000 / done,7:0.0} {processor.TotalMilliseconds / done,10:0.0} {resident / Mega,5:0} MB {requests.Count,9} {second,7} {minute,8}");
            if (done < expected)
                Console.WriteLine($"{expected} were expected. {said}");
            // The budget allows what a second saved up, and then as much in each second.
            return (processor.TotalSeconds / done, done >= expected && resident < MostResident * Mega && second <= 2 * RequestsPerSecond && minute <= 61 * RequestsPerSecond);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Dictionary<string, string> SettingsOf(SimulatedWorkspace workspace) => new()
    {
        ["Workspaces__0__Name"] = "prod",
        ["Workspaces__0__Host"] = workspace.Url.AbsoluteUri,
        ["Workspaces__0__WorkspaceId"] = workspace.Options.WorkspaceId,
        ["Workspaces__0__WarehouseId"] = workspace.Options.Warehouse.Id,
        ["Workspaces__0__Token"] = workspace.Options.Token,
        ["Workspaces__0__RequestsPerSecond"] = $"{RequestsPerSecond}",
    };

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
