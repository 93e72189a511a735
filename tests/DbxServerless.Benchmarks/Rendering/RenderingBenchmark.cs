using System.Globalization;
using System.Text;

namespace DbxServerless.Benchmarks.Rendering;

/// <summary>
/// The metrics page over loopback HTTP beside Debian's Pushgateway, which serves the same text. Both are processes of their own and are asked
/// by the same client, alternating, so that a busy machine is busy for both; the best round of each counts.
/// </summary>
internal sealed class RenderingBenchmark : IBenchmark
{
    private const int Rounds = 3;

    public string Name => "rendering";

    public string Description => "serving of a metrics page, beside Pushgateway (apt-get install prometheus-pushgateway): [SERIES] [SECONDS A ROUND]";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        if (arguments is ["--serve", var port, var count])
        {
            return await PageServer.RunAsync(int.Parse(port, CultureInfo.InvariantCulture), int.Parse(count, CultureInfo.InvariantCulture));
        }

        var series = arguments.Count > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 100_000;
        var duration = TimeSpan.FromSeconds(arguments.Count > 1 ? double.Parse(arguments[1], CultureInfo.InvariantCulture) : 3);
        using var ours = (await ServerProcess.StartAsync("ours", Environment.ProcessPath!, port => [.. OwnArguments(), "--serve", $"{port}", $"{series}"]))!;
        using var theirs = await ServerProcess.StartAsync(
            "Pushgateway", "prometheus-pushgateway", port => [$"--web.listen-address=127.0.0.1:{port}", "--log.level=error"]);
        if (theirs is null)
        {
            Console.WriteLine("Pushgateway is not installed (apt-get install prometheus-pushgateway): only ours is measured.");
        }
        else
        {
            await PushAsync(ours, theirs);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{series} series, best of {Rounds} alternating rounds of {duration.TotalSeconds} s"));
        foreach (var (gzip, clients) in new[] { (false, 1), (false, 4), (true, 1), (true, 4) })
        {
            await CompareAsync(ours, theirs, gzip, clients, duration);
        }

        return 0;
    }

    private static async Task CompareAsync(ServerProcess ours, ServerProcess? theirs, bool gzip, int clients, TimeSpan duration)
    {
        Load? best = null, other = null;
        for (var round = 0; round < Rounds; round++)
        {
            best = Better(best, await Load.MeasureAsync(ours, gzip, clients, duration));
            other = theirs is null ? null : Better(other, await Load.MeasureAsync(theirs, gzip, clients, duration));
        }

        Console.WriteLine($"{(gzip ? "gzip" : "plain")}, {clients} client{(clients > 1 ? "s" : "")}");
        Print("ours", best!);
        if (other is not null)
        {
            Print("Pushgateway", other);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  ours is {best!.RequestsPerSecond / other.RequestsPerSecond:F1} times as fast; p50 {other.MedianMilliseconds / best.MedianMilliseconds:F1} times shorter"));
        }
    }

    private static Load Better(Load? known, Load next) => known is null || next.RequestsPerSecond > known.RequestsPerSecond ? next : known;

    private static void Print(string name, Load load) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"  {name,-12} {load.RequestsPerSecond,8:F1} requests/s  p50 {load.MedianMilliseconds,8:F2} ms  server CPU {load.ServerMilliseconds,8:F2} ms/request  {load.Bytes / 1e6:F2} MB"));

    /// <summary>Gives Pushgateway our text, and makes sure that it serves the same lines.</summary>
    private static async Task PushAsync(ServerProcess ours, ServerProcess theirs)
    {
        using var client = new HttpClient();
        var text = await client.GetStringAsync(ours.Page);
        using var push = await client.PutAsync(new Uri(theirs.Page, $"/metrics/job/{GeneratedSeries.Job}"), new StringContent(text, Encoding.UTF8, "text/plain"));
        push.EnsureSuccessStatusCode();
        var (mine, served) = (Values(text), Values(await client.GetStringAsync(theirs.Page)));
        if (mine.Count == 0 || !mine.SetEquals(served))
        {
            throw new InvalidOperationException($"Pushgateway does not serve the same: {mine.Except(served).FirstOrDefault()} / {served.Except(mine).FirstOrDefault()}");
        }

        Console.WriteLine($"{mine.Count} lines compared: both serve the same");
    }

    private static HashSet<string> Values(string text) => [.. text.Split('\n').Where(line => line.StartsWith(GeneratedSeries.Prefix, StringComparison.Ordinal))];

    /// <summary>Under <c>dotnet program.dll</c> the process is dotnet, and the program is its first argument.</summary>
    private static string[] OwnArguments()
    {
        var program = Environment.GetCommandLineArgs()[0];
        return Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [program, "rendering"] : ["rendering"];
    }
}
