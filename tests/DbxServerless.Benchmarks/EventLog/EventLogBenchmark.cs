using System.Diagnostics;
using System.Globalization;
using DbxServerless.Spark.EventLog;

namespace DbxServerless.Benchmarks.EventLog;

/// <summary>
/// <c>analyze</c> as it is shipped, a process of its own with its start-up, beside gzip, Python's JSON parser and a simdjson loop.
/// The rounds alternate, so that a busy machine is busy for all of them; the best round of each counts.
/// </summary>
internal sealed class EventLogBenchmark : IBenchmark
{
    private const int Rounds = 7;
    private const int GeneratedTasks = 40_000;
    private const long LeastBytes = 40_000_000;
    private const string Logs = "DBXSERVERLESS_EVENTLOGS";
    private const string Python = "import gzip,json,sys\nfor line in gzip.open(sys.argv[1],'rb'): json.loads(line)";

    public string Name => "eventlog";

    public string Description =>
        $"'analyze' as shipped, beside gzip, python3 and simdjson: PROGRAM [LOG.gz]…; without a log all of at least {LeastBytes / 1_000_000} MB in ${Logs}, else a generated one";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        if (arguments is not [var program, ..] || !File.Exists(program))
        {
            await Console.Error.WriteLineAsync("Name the published program: 'eng/package.sh standalone' makes artifacts/dbxserverless-linux-x64/dbxserverless.");
            return 1;
        }

        // On the path there may be a script that first looks for Python.
        var python = (await Contestant.OutputAsync("python3", "-c", "import sys; print(sys.executable)")).Trim();
        var simdjson = await SimdjsonSum.CompileAsync();
        Console.WriteLine($"{Rounds} alternating rounds after one that does not count; ratios and MB/s are those of the minima.");
        var areSumsEqual = true;
        foreach (var path in arguments.Count > 1 ? arguments.Skip(1) : Found())
        {
            using var log = await RawLog.UnpackAsync(path);
            if (arguments.Count > 1 || log.Bytes >= LeastBytes)
            {
                areSumsEqual &= await MeasureAsync(program, python, simdjson, log);
            }
        }

        return areSumsEqual ? 0 : 1;
    }

    private static IEnumerable<string> Found() => Environment.GetEnvironmentVariable(Logs) is { } folder
        ? Directory.EnumerateFiles(folder, "*.gz").Order(StringComparer.Ordinal)
        : [GeneratedLog.Write(GeneratedTasks)];

    /// <summary>False when simdjson has other sums.</summary>
    private static async Task<bool> MeasureAsync(string program, string python, string? simdjson, RawLog log)
    {
        var megabytes = log.Bytes / 1e6;
        var ours = new Contestant("analyze, .gz", program, "analyze", "--format", "json", log.Path);
        var gzip = new Contestant("gzip -dc", "gzip", "-dc", log.Path);
        var parser = new Contestant("python3 json.loads, .gz", python, "-c", Python, log.Path);
        var oursRaw = new Contestant("analyze, plain", program, "analyze", "--format", "json", log.Raw);
        var loop = simdjson is null ? null : new Contestant("simdjson sums, plain", simdjson, log.Raw);
        List<Contestant> all = [ours, gzip, parser, oursRaw, .. loop is null ? Array.Empty<Contestant>() : [loop]];
        for (var round = 0; round <= Rounds; round++)
        {
            foreach (var contestant in all)
            {
                await contestant.MeasureAsync(counts: round > 0);
            }
        }

        Line($"\n{Path.GetFileName(log.Path)}, {megabytes:F1} MB raw");
        Line($"  {"",-24} {"wall s",7} {"median",7} {"cpu s",9} {"median",7} {"MB/s",8}");
        all.ForEach(contestant => Line($"{contestant.Row(megabytes)}"));
        await PrintWarmAsync(log, megabytes);
        Target("wall beside gzip -dc", ours.Wall / gzip.Wall, 0.75, isMost: true);
        Target("cpu of python3 beside ours", parser.Cpu / ours.Cpu, 5, isMost: false);
        if (loop is null)
        {
            return true;
        }

        Target("wall beside simdjson, plain", oursRaw.Wall / loop.Wall, 3, isMost: true);
        var (own, theirs) = (await LogSums.OfAnalyzeAsync(program, log.Raw), await LogSums.OfSimdjsonAsync(simdjson!, log.Raw));
        Line($"  sums, ours and simdjson's: {(own == theirs ? $"equal, {own}" : $"DIFFERENT, {own} and {theirs}")}");
        return own == theirs;
    }

    /// <summary>What reading alone costs when everything is compiled.</summary>
    private static async Task PrintWarmAsync(RawLog log, double megabytes)
    {
        var best = double.MaxValue;
        long allocated = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var watch = Stopwatch.StartNew();
            await EventLogReader.ReadAsync(EventLogSource.Open(log.Path));
            best = Math.Min(best, watch.Elapsed.TotalSeconds);
            allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        }

        Line($"  reading alone, warm, .gz: {best:F3} s, {allocated / megabytes:F0} bytes allocated for each MB");
    }

    private static void Target(string name, double ratio, double target, bool isMost) =>
        Line($"  {name,-28} {ratio,5:F2}  (at {(isMost ? "most" : "least")} {target}: {((isMost ? ratio <= target : ratio >= target) ? "met" : "NOT met")})");

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
