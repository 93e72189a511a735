using System.Diagnostics;
using System.Net;

namespace DbxServerless.Benchmarks.Rendering;

/// <summary>What clients saw that read the page one time after the other.</summary>
/// <param name="RequestsPerSecond">Of all clients together.</param>
/// <param name="MedianMilliseconds">From the request to the last byte.</param>
/// <param name="ServerMilliseconds">Processor time of the server for each request.</param>
/// <param name="Bytes">Bytes of one body, as they came.</param>
internal sealed record Load(double RequestsPerSecond, double MedianMilliseconds, double ServerMilliseconds, long Bytes)
{
    public static async Task<Load> MeasureAsync(ServerProcess server, bool gzip, int clients, TimeSpan duration)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None });
        http.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Encoding", gzip ? "gzip" : "identity");
        var bytes = await ReadAsync(http, server.Page);
        var processor = server.ProcessorTime;
        var watch = Stopwatch.StartNew();
        var latencies = (await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            var own = new List<double>();
            while (watch.Elapsed < duration)
            {
                var began = Stopwatch.GetTimestamp();
                await ReadAsync(http, server.Page);
                own.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            return own;
        })))).SelectMany(own => own).Order().ToList();
        var elapsed = watch.Elapsed;
        return new Load(
            latencies.Count / elapsed.TotalSeconds, latencies[latencies.Count / 2], (server.ProcessorTime - processor).TotalMilliseconds / latencies.Count, bytes);
    }

    private static async Task<long> ReadAsync(HttpClient http, Uri page)
    {
        using var answer = await http.GetAsync(page, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        await using var body = await answer.Content.ReadAsStreamAsync();
        var buffer = new byte[256 * 1024];
        long bytes = 0;
        while (await body.ReadAsync(buffer) is > 0 and var read)
        {
            bytes += read;
        }

        return bytes;
    }
}
