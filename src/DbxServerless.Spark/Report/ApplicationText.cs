using System.Globalization;
using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Report;

/// <summary>The summary of an application as plain text, for logs and pipes.</summary>
public static class ApplicationText
{
    private const int LongestStages = 10;

    /// <summary>Writes the totals, the stages that took longest, lost executors, and what was wrong with the log.</summary>
    public static void Write(TextWriter output, SparkApplication application)
    {
        WriteApplication(output, application);
        WriteStages(output, application);
        WriteExecutors(output, application);
        WriteAccount(output, application.Account);
    }

    private static void WriteApplication(TextWriter output, SparkApplication application)
    {
        var totals = application.Totals;
        output.WriteLine($"{application.Name ?? "(no name)"}  {application.Id ?? "(no id)"}  Spark {application.SparkVersion ?? "?"}{Cluster(application)}");
        output.WriteLine($"  took            {Amounts.Duration(application.DurationMs)}{(application.EndTime is null ? " (the log has no end; up to its last event)" : "")}");
        output.WriteLine($"  jobs            {totals.Jobs}, {totals.FailedJobs} failed");
        output.WriteLine($"  stages          {totals.Stages}, {totals.FailedStages} failed");
        output.WriteLine($"  tasks           {totals.Tasks.Tasks}, {totals.Tasks.FailedTasks} failed");
        output.WriteLine($"  SQL executions  {totals.SqlExecutions}, {application.SqlExecutions.Count(execution => execution.HasFailed)} failed");
        output.WriteLine($"  executor time   {Amounts.Duration(totals.Tasks.Sum(TaskMetric.ExecutorRunTimeMs))}, of it garbage collection {Amounts.Duration(totals.Tasks.Sum(TaskMetric.JvmGcTimeMs))}");
        output.WriteLine($"  read            {Size(totals, TaskMetric.InputBytes)}, {Count(totals, TaskMetric.InputRecords)} records");
        output.WriteLine($"  written         {Size(totals, TaskMetric.OutputBytes)}, {Count(totals, TaskMetric.OutputRecords)} records");
        output.WriteLine($"  shuffled        {Size(totals, TaskMetric.ShuffleWriteBytes)} written, {Size(totals, TaskMetric.ShuffleReadBytes)} read");
        output.WriteLine($"  spilled         {Size(totals, TaskMetric.MemorySpilledBytes)} of memory, {Size(totals, TaskMetric.DiskSpilledBytes)} to disk");
    }

    private static void WriteStages(TextWriter output, SparkApplication application)
    {
        var longest = application.Stages.OrderByDescending(stage => stage.DurationMs ?? 0).Take(LongestStages).ToList();
        if (longest.Count == 0)
        {
            return;
        }

        output.WriteLine(longest.Count < application.Stages.Count ? $"The {longest.Count} longest of {application.Stages.Count} stages:" : "Stages:");
        foreach (var stage in longest)
        {
            var tasks = stage.Tasks;
            var durations = tasks.Distribution(TaskMetric.DurationMs);
            output.WriteLine(
                $"  {stage.StageId}.{stage.Attempt}  {Amounts.Duration(stage.DurationMs)}  {tasks.Totals.Tasks} tasks ({tasks.Totals.FailedTasks} failed), "
                + $"each {Amounts.Duration(durations.Quantile(0.5))} (p95 {Amounts.Duration(durations.Quantile(0.95))}, max {Amounts.Duration(durations.Max)})  {stage.Name}");
        }
    }

    private static void WriteExecutors(TextWriter output, SparkApplication application)
    {
        output.WriteLine($"Executors: {application.Executors.Count}");
        foreach (var executor in application.Executors.Where(executor => executor.RemoveReason is not null))
        {
            output.WriteLine($"  {executor.Id} on {executor.Host} was removed: {executor.RemoveReason}");
        }
    }

    private static void WriteAccount(TextWriter output, EventLog.EventLogAccount account)
    {
        output.WriteLine($"Log: {account.Lines} lines, {Amounts.Size(account.Bytes)}");
        WriteUnlessZero(output, account.MalformedLines, "lines are not a Spark event");
        WriteUnlessZero(output, account.OversizedLines, "lines are too long and were skipped");
        WriteUnlessZero(output, account.DuplicateEvents, "events are there twice and were counted once");
        WriteUnlessZero(output, account.MisorderedEvents, "events are not in order");
        WriteUnlessZero(output, account.UnknownEvents.Values.Sum(), "events are of unknown kinds");
        if (account.IsTruncated)
        {
            output.WriteLine("  the log is cut off at its end");
        }

        if (account.Applications > 1)
        {
            output.WriteLine($"  {account.Applications} applications share this log; give each of them alone to see them apart");
        }

        foreach (var sentence in account.Damage)
        {
            output.WriteLine("  " + sentence);
        }
    }

    private static void WriteUnlessZero(TextWriter output, long count, string what)
    {
        if (count != 0)
        {
            output.WriteLine($"  {count} {what}");
        }
    }

    private static string Cluster(SparkApplication application) =>
        application.Cluster?.ClusterId is { } id ? $"  cluster {id} ({application.Cluster.RuntimeVersion})" : "";

    private static string Size(ApplicationTotals totals, TaskMetric metric) => Amounts.Size(totals.Tasks.Sum(metric));

    private static string Count(ApplicationTotals totals, TaskMetric metric) => totals.Tasks.Sum(metric).ToString("N0", CultureInfo.InvariantCulture);
}
