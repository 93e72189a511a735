using System.Text;

namespace DbxServerless.Simulator.Logs;

/// <summary>What the driver of a cluster printed.</summary>
internal static class DriverOutput
{
    private const string Chatter = "INFO The driver goes on\n";

    public static IEnumerable<LogFile> Of(LogContext context, int bytes)
    {
        yield return File("stdout", $"Started {context.ContextId}\n");
        yield return File("stderr", $"{context.Start:yy/MM/dd HH:mm:ss} INFO Driver started\n{string.Concat(Enumerable.Repeat(Chatter, (bytes + Chatter.Length - 1) / Chatter.Length))}{context.End:yy/MM/dd HH:mm:ss} ERROR The last words of {context.ContextId}\n");
        yield return File("log4j-active.log", $"{context.Start:yy/MM/dd HH:mm:ss} INFO DriverDaemon$: Started\n{context.End:yy/MM/dd HH:mm:ss} WARN DriverDaemon$: Ending\n");

        LogFile File(string name, string text) => new(name, Encoding.UTF8.GetBytes(text), context.End);
    }
}
