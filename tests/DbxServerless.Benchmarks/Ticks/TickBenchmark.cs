using System.Globalization;
using DbxServerless.Collector.Collection;

namespace DbxServerless.Benchmarks.Ticks;

/// <summary>
/// Ticks over a million known keys, with files as storage: time, memory and bytes written. Making the records is the source's work and is
/// measured on its own, so that what is left is the engine's.
/// </summary>
internal sealed class TickBenchmark : IBenchmark
{
    private const double Mega = 1_000_000;
    private const int Known = 1_000_000;
    private const int Changed = 100_000;

    public string Name => "ticks";

    public string Description => "ticks of a dataset with 1,000,000 known keys, over files: [FOLDER]";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var folder = arguments.Count > 0 ? arguments[0] : Directory.CreateTempSubdirectory("ticks-").FullName;
        try
        {
            var dataset = new TickDataset(TimeProvider.System.GetUtcNow());
            var host = new TickHost(folder, dataset);
            await MeasureAsync("first pass: 1,000,000 new", host, dataset, Enumerable.Range(0, Known).Select(run => (run, 1)));
            await MeasureAsync("100,000 changed, over all 60 days", host, dataset, Enumerable.Range(0, Changed).Select(run => (run, 2)));
            await MeasureAsync("100,000 changed, of the newest 6 days", host, dataset, Newest(Changed, 6).Select(run => (run, 3)));
            await MeasureAsync("1,000 changed of 20,000 read, newest 2 days", host, dataset, Newest(20_000, 2).Select((run, index) => (run, index < 1000 ? 4 : 3)));
            await MeasureAsync("the same again: 20,000 read, nothing changed", host, dataset, Newest(20_000, 2).Select((run, index) => (run, index < 1000 ? 4 : 3)));
            return 0;
        }
        finally
        {
            if (arguments.Count == 0)
                Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<int> Newest(int runs, int days) => Enumerable.Range(0, Known).Where(run => run % TickDataset.Days < days).Take(runs);

    private static async Task MeasureAsync(string what, TickHost host, TickDataset dataset, IEnumerable<(int Run, int Value)> read)
    {
        var runs = read.ToList();
        var source = new TickCost();
        foreach (var (run, value) in runs)
            dataset.RecordOf(run, value);
        source.Stop();

        dataset.Read = runs;
        host.Blobs.Reset();
        using var heap = new HeapWatch();
        var tick = new TickCost();
        var outcome = await host.CollectAsync();
        tick.Stop();
        if (outcome.Result != CollectionResult.Succeeded)
            throw new InvalidOperationException($"{what}: {outcome.Result}. {outcome.Reason}");

        var written = host.Blobs.Written;
        Console.WriteLine(what);
        Line($"  tick     {tick}, heap up to {heap.Most / Mega:0} MB");
        Line($"  of which the source's records: {source}");
        Line($"  read {host.Blobs.BytesRead / Mega:0.0} MB, written {written.Values.Sum(kind => kind.Bytes) / Mega:0.0} MB: {string.Join(", ", written.Select(Shown))}");
    }

    private static string Shown(KeyValuePair<string, (int Blobs, long Bytes)> kind) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind.Value.Blobs} {kind.Key} of {kind.Value.Bytes / Mega:0.0} MB");

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
