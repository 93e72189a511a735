using System.Globalization;
using System.Text.Json;

namespace DbxServerless.Benchmarks.EventLog;

/// <summary>What both we and the simdjson loop compute.</summary>
internal sealed record LogSums(long Tasks, long RunTimeMs, long CpuTimeNs)
{
    /// <summary>From the JSON of <c>analyze</c>.</summary>
    public static async Task<LogSums> OfAnalyzeAsync(string program, string path)
    {
        using var json = JsonDocument.Parse(await Contestant.OutputAsync(program, "analyze", "--format", "json", path));
        var totals = json.RootElement.GetProperty("totals");
        return new LogSums(
            totals.GetProperty("tasks").GetInt64(),
            totals.GetProperty("executorRunTimeMs").GetInt64(),
            totals.GetProperty("executorCpuTimeNs").GetInt64());
    }

    public static async Task<LogSums> OfSimdjsonAsync(string program, string path)
    {
        var numbers = Array.ConvertAll((await Contestant.OutputAsync(program, path)).Split(' '), text => long.Parse(text, CultureInfo.InvariantCulture));
        return new LogSums(numbers[0], numbers[1], numbers[2]);
    }
}
