using System.ComponentModel;
using System.Diagnostics;

namespace DbxServerless.Collector.Harvest.State;

/// <summary>Who holds a lease: an engine in a process.</summary>
/// <param name="Id">The same for as long as the engine lives, and nobody else's ever.</param>
/// <param name="Machine">Where its process is numbered.</param>
/// <param name="Started">When its process started, which tells processes apart that have one number.</param>
internal sealed record LeaseHolder(string Id, string Machine, int ProcessId, DateTimeOffset Started)
{
    // Each process works it out from the time since the machine's start.
    private static readonly TimeSpan SameStart = TimeSpan.FromSeconds(1);

    /// <summary>An engine of this process.</summary>
    public static LeaseHolder New()
    {
        using var process = Process.GetCurrentProcess();
        return new LeaseHolder(Guid.NewGuid().ToString("N"), ProcessNumbers.Here, process.Id, StartOf(process));
    }

    /// <summary>Whether its process is seen to be no more, which can be seen where its number means the same process alone.</summary>
    public bool IsGone()
    {
        if (Machine != ProcessNumbers.Here)
            return false;
        try
        {
            using var process = Process.GetProcessById(ProcessId);
            return (StartOf(process) - Started).Duration() > SameStart;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return true;
        }
        catch (Win32Exception)
        {
            // It is there, and may not be looked at.
            return false;
        }
    }

    private static DateTimeOffset StartOf(Process process) => new(process.StartTime.ToUniversalTime());
}
