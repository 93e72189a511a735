using System.Diagnostics;
using System.Globalization;
using DbxServerless.Spark.Application;
using DbxServerless.Spark.EventLog;
using DbxServerless.Spark.Report;

namespace DbxServerless.Benchmarks.EventLog;

/// <summary>
/// Reading of an event log: in this process when everything is compiled, and as a process of its own with its start-up,
/// next to gzip and to Python's JSON parser. The rounds alternate, so that a busy machine is busy for all of them;
/// the best round of each counts.
/// </summary>
internal sealed class EventLogBenchmark : IBenchmark
{
    private const int Rounds = 7;
    private const int GeneratedTasks = 20_000;
    private const string Python = "import gzip,json,sys\nfor line in gzip.open(sys.argv[1],'rb'): json.loads(line)";

    public string Name => "eventlog";

    public string Description => "reading of a Spark event log, beside gzip and python3: [PATH]; --once PATH summarises a log and ends";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        if (arguments is ["--once", var once])
        {
            ApplicationJson.Write(Console.OpenStandardOutput(), await EventLogReader.ReadAsync(EventLogSource.Open(once)));
            return 0;
        }

        var path = arguments.Count > 0 ? arguments[0] : GeneratedLog.Write(GeneratedTasks);
        Console.WriteLine($"{path}, best of {Rounds} alternating rounds");
        var best = new Dictionary<string, CommandTimes>();
        (long Bytes, long Allocated) amounts = default;
        for (var round = 0; round < Rounds; round++)
        {
            amounts = await MeasureHereAsync(path, best);
            await AddAsync(best, OwnProcess, Environment.ProcessPath!, [.. OwnArguments(), "--once", path]);
            await AddAsync(best, Gzip, "gzip", ["-dc", path]);
            await AddAsync(best, PythonJson, "python3", ["-c", Python, path]);
        }

        Print(best, amounts);
        return 0;
    }

    private const string Here = "this process, warm";
    private const string OwnProcess = "own process, with start-up";
    private const string Gzip = "gzip -dc";
    private const string PythonJson = "python3 json.loads";

    private static async Task<(long Bytes, long Allocated)> MeasureHereAsync(string path, Dictionary<string, CommandTimes> best)
    {
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var watch = Stopwatch.StartNew();
        SparkApplication application = await EventLogReader.ReadAsync(EventLogSource.Open(path));
        var wall = watch.Elapsed;
        process.Refresh();
        Keep(best, Here, new CommandTimes(wall.TotalSeconds, (process.TotalProcessorTime - cpu).TotalSeconds));
        return (application.Account.Bytes, GC.GetTotalAllocatedBytes(precise: true) - allocated);
    }

    private static async Task AddAsync(Dictionary<string, CommandTimes> best, string name, string command, string[] arguments)
    {
        if (await CommandTimes.MeasureAsync(command, arguments) is { } times)
        {
            Keep(best, name, times);
        }
    }

    private static void Keep(Dictionary<string, CommandTimes> best, string name, CommandTimes times) =>
        best[name] = best.TryGetValue(name, out var known)
            ? new CommandTimes(Math.Min(known.WallSeconds, times.WallSeconds), Math.Min(known.CpuSeconds, times.CpuSeconds))
            : times;

    private static void Print(Dictionary<string, CommandTimes> best, (long Bytes, long Allocated) amounts)
    {
        const double Mega = 1_000_000;
        var megabytes = amounts.Bytes / Mega;
        Line($"{megabytes:F1} MB raw, {amounts.Allocated / megabytes:F0} bytes allocated for each MB");
        foreach (var (name, times) in best)
        {
            Line($"  {name,-28} {times.WallSeconds,7:F3} s wall {times.CpuSeconds,7:F3} s cpu {megabytes / times.WallSeconds,7:F0} MB/s");
        }

        if (best.TryGetValue(Gzip, out var gzip))
        {
            Line($"wall beside gzip -dc: {best[Here].WallSeconds / gzip.WallSeconds:F2} warm, {best[OwnProcess].WallSeconds / gzip.WallSeconds:F2} with start-up");
        }

        if (best.TryGetValue(PythonJson, out var python))
        {
            Line($"cpu of python3 beside ours: {python.CpuSeconds / best[Here].CpuSeconds:F1} warm, {python.CpuSeconds / best[OwnProcess].CpuSeconds:F1} with start-up");
        }
    }

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    /// <summary>Under <c>dotnet program.dll</c> the process is dotnet, and the program is its first argument.</summary>
    private static string[] OwnArguments()
    {
        var program = Environment.GetCommandLineArgs()[0];
        return Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [program, "eventlog"] : ["eventlog"];
    }
}
