using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace DbxServerless.Benchmarks.EventLog;

/// <summary>A log that stands in where no real one is at hand: tasks with fifty SQL metrics each.</summary>
internal static class GeneratedLog
{
    private const int MetricsATask = 50;
    private const int TasksAStage = 200;

    private const string Metric =
        """{"ID":@0,"Name":"number of output rows of operator @1","Update":"@2","Value":"@3","Internal":true,"Count Failed Values":true,"Metadata":"sql"}""";

    private static readonly string TaskEnd = """
        {"Event":"SparkListenerTaskEnd","Stage ID":@0,"Stage Attempt ID":0,"Task Type":"ResultTask","Task End Reason":{"Reason":"Success"},
        "Task Info":{"Task ID":@1,"Index":1,"Attempt":0,"Partition ID":1,"Launch Time":@2,"Executor ID":"@3","Host":"10.0.0.@3",
        "Locality":"PROCESS_LOCAL","Speculative":false,"Getting Result Time":0,"Finish Time":@4,"Failed":false,"Killed":false,
        "Accumulables":[@5]},"Task Metrics":{"Executor Run Time":@6,"Executor CPU Time":@7,"JVM GC Time":1,
        "Input Metrics":{"Bytes Read":1000,"Records Read":10}}}
        """.ReplaceLineEndings("");

    /// <summary>Writes it, compressed, into the folder for temporary files, and gives its path.</summary>
    public static string Write(int tasks)
    {
        var path = Path.Combine(Path.GetTempPath(), $"dbxserverless-{tasks}-tasks.eventlog.gz");
        using var gzip = new GZipStream(File.Create(path), CompressionLevel.Optimal);
        using var log = new StreamWriter(gzip, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        log.WriteLine("""{"Event":"SparkListenerApplicationStart","App Name":"Generated","App ID":"app-1","Timestamp":1700000000000,"User":"root"}""");
        for (var task = 0; task < tasks; task++)
        {
            log.WriteLine(Task(task));
        }

        return path;
    }

    private static string Task(int task)
    {
        var stage = task / TasksAStage;
        var launch = 1_700_000_000_000 + (task * 7L);
        var duration = 50 + (task * 31 % 400);
        var metrics = Enumerable.Range(0, MetricsATask).Select(i => Fill(Metric, (stage * 100) + i, i, task * 13 % 9973, task * 1009L));
        return Fill(TaskEnd, stage, task, launch, task % 8, launch + duration, string.Join(',', metrics), duration - 5, duration * 900_000L);
    }

    /// <summary>Puts the values in place of @0, @1, ….</summary>
    private static string Fill(string template, params object[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            template = template.Replace($"@{i}", Convert.ToString(values[i], CultureInfo.InvariantCulture), StringComparison.Ordinal);
        }

        return template;
    }
}
