using System.Diagnostics;
using System.Globalization;

namespace DbxServerless.Benchmarks.EventLog;

/// <summary>Wall and processor time of a command line, measured by the shell that runs it.</summary>
internal sealed record CommandTimes(double WallSeconds, double CpuSeconds)
{
    /// <summary>Runs a command with its output thrown away; null when it cannot be run here.</summary>
    public static async Task<CommandTimes?> MeasureAsync(string command, params string[] arguments)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardError = true, RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("TIMEFORMAT='%R %U %S'; command -v \"$1\" > /dev/null && time \"$@\" > /dev/null 2> /dev/null");
        start.ArgumentList.Add("bash");
        start.ArgumentList.Add(command);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var shell = Process.Start(start)!;
        var error = shell.StandardError.ReadToEndAsync();
        await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        var times = (await error).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (shell.ExitCode != 0 || times.Length != 3)
        {
            return null;
        }

        var seconds = Array.ConvertAll(times, time => double.Parse(time, CultureInfo.InvariantCulture));
        return new CommandTimes(seconds[0], seconds[1] + seconds[2]);
    }
}
