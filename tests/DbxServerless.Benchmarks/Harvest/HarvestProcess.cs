using System.Diagnostics;
using System.Globalization;

namespace DbxServerless.Benchmarks.Harvest;

/// <summary><c>dbxserverless</c> in a process of its own, run to its end.</summary>
internal static class HarvestProcess
{
    /// <returns>Its exit code, the last line that it said, its processor time, and the most memory that it had resident (VmHWM).</returns>
    public static async Task<(int ExitCode, string Said, TimeSpan Processor, long Resident)> RunAsync(IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "dbxserverless.dll"), .. arguments]) { RedirectStandardOutput = true };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var reading = process.StandardOutput.ReadToEndAsync();
        var (processor, resident) = (TimeSpan.Zero, 0L);
        while (!process.HasExited)
        {
            try
            {
                resident = Math.Max(resident, MostResident(process.Id));
                process.Refresh();
                processor = process.TotalProcessorTime;
            }
            catch (Exception exception) when (exception is IOException or InvalidOperationException or UnauthorizedAccessException)
            {
                // It has just ended.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        return (process.ExitCode, (await reading).TrimEnd(), processor, resident);
    }

    private static long MostResident(int process) => File.ReadLines($"/proc/{process}/status")
        .Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
        .Select(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024)
        .FirstOrDefault();
}
