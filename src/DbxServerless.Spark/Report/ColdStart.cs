using DbxServerless.Spark.Application;
using DbxServerless.Spark.EventLog;
using DbxServerless.Spark.Insights;

namespace DbxServerless.Spark.Report;

/// <summary>Loads the code that comes after reading while a log is read: in a new process that takes longer than what the code then does.</summary>
public static class ColdStart
{
    /// <summary>Judges and writes an application without anything, on a thread of its own. Nothing waits for it.</summary>
    public static void Begin() => Task.Factory.StartNew(Rehearse, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void Rehearse()
    {
        var nothing = new SparkApplication(new EventLogAccount());
        ApplicationJson.Write(Stream.Null, nothing, InsightReport.Of(nothing));
    }
}
