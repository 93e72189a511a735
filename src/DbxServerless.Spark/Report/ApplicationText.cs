using System.Globalization;
using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Report;

/// <summary>An application on a screen: totals, the stages that took most of the time, failures, and what was wrong with the log.</summary>
public static class ApplicationText
{
    private const int MostRows = 10;
    private const int LongestName = 60;

    public static void Write(TextWriter writer, SparkApplication application)
    {
        var totals = application.Totals;
        writer.WriteLine($"{application.Name ?? "(unnamed application)"}  {application.Id}");
        Line(writer, "Spark", application.SparkVersion ?? "unknown");
        if (application.Cluster?.ClusterId is { } cluster)
            Line(writer, "Cluster", cluster);
        Line(writer, "Time", $"{Instant(application.StartTime ?? application.FirstEventTime)} for {Amounts.Duration(application.DurationMs)}");
        Line(writer, "Jobs", Counted(totals.Jobs, totals.FailedJobs));
        Line(writer, "Stages", Counted(totals.Stages, totals.FailedStages));
        Line(writer, "Tasks", Counted(totals.Tasks.Tasks, totals.Tasks.FailedTasks));
        Line(writer, "SQL executions", Counted(totals.SqlExecutions, application.SqlExecutions.Count(execution => execution.HasFailed)));
        Line(writer, "Executors", Counted(application.Executors.Count, application.Executors.Count(executor => executor.RemoveTime is not null), "removed"));
        var sums = totals.Tasks;
        Line(writer, "Run time", $"{Amounts.Duration(sums.Sum(TaskMetric.ExecutorRunTimeMs))} on executors, CPU {Amounts.Duration(sums.Sum(TaskMetric.ExecutorCpuTimeNs) / 1_000_000)}, "
            + $"garbage collection {Amounts.Duration(sums.Sum(TaskMetric.JvmGcTimeMs))}");
        Line(writer, "Input", Data(sums, TaskMetric.InputBytes, TaskMetric.InputRecords));
        Line(writer, "Output", Data(sums, TaskMetric.OutputBytes, TaskMetric.OutputRecords));
        Line(writer, "Shuffle", $"{Amounts.Size(sums.Sum(TaskMetric.ShuffleReadBytes))} read, {Amounts.Size(sums.Sum(TaskMetric.ShuffleWriteBytes))} written");
        Line(writer, "Spilled", $"{Amounts.Size(sums.Sum(TaskMetric.MemorySpilledBytes))} from memory, {Amounts.Size(sums.Sum(TaskMetric.DiskSpilledBytes))} to disk");
        WriteStages(writer, application);
        WriteFailures(writer, application);
        WriteRemovals(writer, application);
        WriteLog(writer, application);
    }

    private static void WriteStages(TextWriter writer, SparkApplication application)
    {
        var stages = application.Stages.OrderByDescending(stage => stage.Tasks.Totals.Sum(TaskMetric.ExecutorRunTimeMs)).Take(MostRows).ToList();
        if (stages.Count == 0)
            return;
        writer.WriteLine();
        writer.WriteLine(stages.Count < application.Stages.Count
            ? $"The {stages.Count} of {application.Stages.Count} stages with the most executor run time"
            : "Stages by executor run time");
        writer.WriteLine("     STAGE   RUN TIME   WALL TIME    TASKS  FAILED        P50        P95        MAX  NAME");
        foreach (var stage in stages)
        {
            var tasks = stage.Tasks.Totals;
            var durations = stage.Tasks.Distribution(TaskMetric.DurationMs);
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{stage.StageId + "." + stage.Attempt,10} {Amounts.Duration(tasks.Sum(TaskMetric.ExecutorRunTimeMs)),10} {Amounts.Duration(stage.DurationMs),11} {tasks.Tasks,8} {tasks.FailedTasks,7} "
                + $"{Amounts.Duration(durations.Quantile(0.5)),10} {Amounts.Duration(durations.Quantile(0.95)),10} {Amounts.Duration(durations.Max),10}  {Cut(stage.Name)}"));
        }
    }

    private static void WriteFailures(TextWriter writer, SparkApplication application)
    {
        var failures = application.Stages.Where(stage => stage.HasFailed)
            .Select(stage => $"Stage {stage.StageId}.{stage.Attempt}: {Cut(stage.FailureReason)}")
            .Concat(application.SqlExecutions.Where(execution => execution.HasFailed)
                .Select(execution => $"SQL execution {execution.ExecutionId}: {Cut(execution.Error ?? execution.Description)}"))
            .ToList();
        if (failures.Count == 0)
            return;
        writer.WriteLine();
        writer.WriteLine("Failures");
        foreach (var failure in failures.Take(MostRows))
            writer.WriteLine($"  {failure}");
        if (failures.Count > MostRows)
            writer.WriteLine($"  and {failures.Count - MostRows} more; --format json lists all");
    }

    private static void WriteRemovals(TextWriter writer, SparkApplication application)
    {
        var removed = application.Executors.Where(executor => executor.RemoveReason is not null).ToList();
        if (removed.Count == 0)
            return;
        writer.WriteLine();
        writer.WriteLine("Executors that were removed");
        foreach (var executor in removed.Take(MostRows))
            writer.WriteLine($"  {executor.Id} on {executor.Host}: {Cut(executor.RemoveReason)}");
        if (removed.Count > MostRows)
            writer.WriteLine($"  and {removed.Count - MostRows} more; --format json lists all");
    }

    private static void WriteLog(TextWriter writer, SparkApplication application)
    {
        var account = application.Account;
        var remarks = new List<string>(account.Damage);
        if (account.IsTruncated)
            remarks.Add("The log is cut off: what happened later is not in it.");
        Count(account.MalformedLines, "malformed lines were left out");
        Count(account.OversizedLines, "lines are too long and were left out");
        Count(account.DuplicateEvents, "events are there twice and were counted once");
        if (account.Applications > 1)
            remarks.Add($"{account.Applications} applications share this log; give each of them alone to see them apart.");
        if (account.UnknownEvents.Count > 0)
            remarks.Add($"Events of no interest or unknown: {string.Join(", ", account.UnknownEvents.Keys.Order(StringComparer.Ordinal))}.");
        if (remarks.Count == 0)
            return;
        writer.WriteLine();
        writer.WriteLine("The log");
        foreach (var remark in remarks)
            writer.WriteLine($"  {remark}");

        void Count(long count, string what)
        {
            if (count > 0)
                remarks.Add($"{count} {what}.");
        }
    }

    private static void Line(TextWriter writer, string name, string value) => writer.WriteLine($"  {name,-15} {value}");

    private static string Counted(long all, long some, string what = "failed") =>
        string.Create(CultureInfo.InvariantCulture, $"{all:N0}{(some > 0 ? $", {some:N0} {what}" : "")}");

    private static string Data(TaskAggregate sums, TaskMetric bytes, TaskMetric records) =>
        string.Create(CultureInfo.InvariantCulture, $"{Amounts.Size(sums.Sum(bytes))}, {sums.Sum(records):N0} records");

    private static string Instant(long? milliseconds) => milliseconds is { } known
        ? DateTimeOffset.FromUnixTimeMilliseconds(known).ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)
        : "unknown";

    // Names and reasons may hold line ends and control codes; a report line stays a line.
    private static string Cut(string? text)
    {
        var line = string.Concat((text ?? "").TakeWhile(letter => letter is not ('\n' or '\r')).Where(letter => !char.IsControl(letter)));
        return line.Length <= LongestName ? line : $"{line[..(LongestName - 1)]}…";
    }
}
