using System.Diagnostics;
using System.Globalization;

namespace DbxServerless.Benchmarks.EventLog;

/// <summary>A command line that is measured beside others, and the times of its rounds.</summary>
internal sealed class Contestant(string name, string command, params string[] arguments)
{
    private readonly List<CommandTimes> _rounds = [];

    public string Name { get; } = name;

    /// <summary>The least of all rounds: on a machine that does other work too, the round that was disturbed least.</summary>
    public double Wall => _rounds.Min(round => round.WallSeconds);

    /// <inheritdoc cref="Wall"/>
    public double Cpu => _rounds.Min(round => round.CpuSeconds);

    /// <exception cref="InvalidOperationException">The command failed or is not there.</exception>
    /// <param name="counts">False for a round that only warms up.</param>
    public async Task MeasureAsync(bool counts)
    {
        var times = await CommandTimes.MeasureAsync(command, arguments)
            ?? throw new InvalidOperationException($"'{command} {string.Join(' ', arguments)}' cannot be run or failed: run it by hand to see why.");
        if (counts)
        {
            _rounds.Add(times);
        }
    }

    /// <summary>Minimum and median of wall and processor time, and the speed of the best round.</summary>
    public string Row(double megabytes) => string.Create(
        CultureInfo.InvariantCulture,
        $"  {Name,-24} {Wall,7:F3} {Median(round => round.WallSeconds),7:F3} {Cpu,9:F3} {Median(round => round.CpuSeconds),7:F3} {megabytes / Wall,8:F0}");

    /// <summary>What a command writes to standard output.</summary>
    public static async Task<string> OutputAsync(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output;
    }

    private double Median(Func<CommandTimes, double> time)
    {
        var sorted = _rounds.Select(time).Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
