using System.Diagnostics;

namespace DbxServerless.EndToEnd.Tests.Harvest.Killing;

/// <summary>Counts operations until a moment has come.</summary>
internal sealed class Countdown(Moment moment)
{
    private int _left = moment.Nth;

    /// <returns>Whether it is the moment's operation; <see cref="Moment.IsAfter"/> tells which side of it is meant.</returns>
    public bool Meets(string operation) => operation.Contains(moment.What, StringComparison.Ordinal) && Interlocked.Decrement(ref _left) == 0;

    /// <summary>Runs an operation of this process, which ends with <c>kill -9</c> before or after the one that is meant.</summary>
    public async Task<T> RunAsync<T>(string operation, Func<Task<T>> run)
    {
        var meets = Meets(operation);
        if (meets && !moment.IsAfter)
            Die();
        var result = await run();
        if (meets)
            Die();
        return result;
    }

    /// <summary>Ends this process.</summary>
    public static void Die()
    {
        using var process = Process.GetCurrentProcess();
        process.Kill();
        Thread.Sleep(Timeout.Infinite);
    }
}
