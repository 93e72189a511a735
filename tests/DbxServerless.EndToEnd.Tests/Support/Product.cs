using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace DbxServerless.EndToEnd.Tests.Support;

/// <summary>The real program in a process of its own.</summary>
internal sealed class Product : IAsyncDisposable
{
    private const int SigInt = 2;
    private const int SigKill = 9;
    private const int SigTerm = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly Task _reading;

    private Product(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput, _output), ReadAsync(process.StandardError, _error));
    }

    public string Output => Text(_output);

    public string Error => Text(_error);

    public string Everything => $"stdout:\n{Output}\nstderr:\n{Error}";

    public bool HasEnded => _process.HasExited;

    /// <summary>Starts the program with nothing of our own environment that could be a setting.</summary>
    /// <param name="program">The file beside the tests that is run.</param>
    public static Product Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? settings = null, string? folder = null, string program = "dbxserverless.dll")
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, program));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("DATABRICKS_", StringComparison.Ordinal) || name.Contains("__")).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return new Product(Process.Start(start)!);
    }

    /// <summary>Runs the program to its end.</summary>
    public static async Task<Finished> RunAsync(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? settings = null, string? folder = null)
    {
        await using var product = Start(arguments, settings, folder);
        return await product.EndAsync();
    }

    public static Task<Finished> RunAsync(params string[] arguments) => RunAsync(arguments, null);

    /// <summary>Waits until something stands on standard output.</summary>
    public Task<string> SaysAsync(Func<string, string?> find) => Eventually.GetAsync(
        () => find(Output) ?? (_process.HasExited && _reading.IsCompleted
            ? find(Output) ?? throw new InvalidOperationException($"The program ended with {_process.ExitCode} before it said so.\n{Everything}")
            : null),
        () => $"The program never said so.\n{Everything}");

    public void Interrupt() => Signal(SigInt);

    public void Terminate() => Signal(SigTerm);

    /// <summary><c>kill -9</c>.</summary>
    public void Kill() => Signal(SigKill);

    public async Task<Finished> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The program did not end.\n{Everything}");
        }

        await _reading;
        return new Finished(_process.ExitCode, Output, Error);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Signal(int signal)
    {
        if (!_process.HasExited)
            Kill(_process.Id, signal);
    }

    private static async Task ReadAsync(StreamReader reader, StringBuilder into)
    {
        var buffer = new char[4096];
        int count;
        while ((count = await reader.ReadAsync(buffer)) > 0)
        {
            lock (into)
                into.Append(buffer, 0, count);
        }
    }

    private static string Text(StringBuilder builder)
    {
        lock (builder)
            return builder.ToString();
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int processId, int signal);
}
