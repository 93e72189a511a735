using Microsoft.Extensions.Logging;

namespace DbxServerless.Standalone.Hosting;

/// <summary>Warnings and errors as sentences on standard error. How collections went is shown as progress and not repeated here.</summary>
internal sealed class SentenceLogger(TimeProvider time) : ILoggerProvider, ILogger
{
    private const string ShownAsProgress = "NotCollected";

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel) || eventId.Name == ShownAsProgress)
            return;
        // An exception that reaches the log was not foreseen; its stack is what a report needs.
        Console.Error.WriteLine(FormattableString.Invariant($"{time.GetUtcNow():HH:mm:ss}  {formatter(state, exception)}") + (exception is null ? "" : $"\n{exception}"));
    }

    public void Dispose()
    {
    }
}
