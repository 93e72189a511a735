using System.Security.Cryptography;
using System.Text;
using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights;
using DbxServerless.Spark.Insights.Plans;
using DbxServerless.Spark.Insights.Rules;
using DbxServerless.Spark.Insights.Waste;

namespace DbxServerless.Spark.Compare;

/// <summary>Makes fingerprints of applications, or of the part of one that a run had.</summary>
public static class Fingerprints
{
    private const int MostStages = 30;
    private const int LongestName = 100;

    /// <summary>The fingerprint of a whole application.</summary>
    public static RunFingerprint Of(SparkApplication application) => Of(application, application.Stages, application.SqlExecutions, isWhole: true, application.DurationMs);

    /// <summary>The fingerprint of what these jobs of an application did.</summary>
    public static RunFingerprint Of(SparkApplication application, IReadOnlyCollection<SparkJob> jobs)
    {
        var queries = jobs.SelectMany(job => new[] { job.SqlExecutionId, job.RootSqlExecutionId }).OfType<long>().ToHashSet();
        return Of(
            application,
            [.. jobs.SelectMany(job => job.Stages)],
            [.. application.SqlExecutions.Where(execution => queries.Contains(execution.ExecutionId))],
            isWhole: false,
            jobs.Max(job => job.CompletionTime) - jobs.Min(job => job.SubmissionTime));
    }

    private static RunFingerprint Of(
        SparkApplication application, IReadOnlyList<SparkStage> stages, IReadOnlyList<SqlExecution> executions, bool isWhole, long? durationMs)
    {
        var time = CoreTime.Of(application);
        return new RunFingerprint
        {
            Version = RunFingerprint.CurrentVersion,
            SparkVersion = application.SparkVersion,
            RuntimeVersion = application.Cluster?.RuntimeVersion,
            NodeType = application.Cluster?.NodeType,
            DriverNodeType = application.Cluster?.DriverNodeType,
            Cores = time.MostSlots * time.CoresPerTask,
            DurationMs = durationMs,
            CoreHours = isWhole ? Math.Round(time.CoreHours(time.TotalMs), 6) : null,
            StartUpMs = isWhole ? application.Executors.Min(executor => executor.AddTime) - application.StartTime : null,
            BusyMs = isWhole ? application.Busy.TotalMs : Intervals.TotalMs(Intervals.Union(stages.Select(StageSpan.Of))),
            TaskMs = Sum(stages, TaskMetric.DurationMs),
            GcMs = Sum(stages, TaskMetric.JvmGcTimeMs),
            Tasks = stages.Sum(stage => stage.Tasks.Totals.Tasks),
            FailedTasks = stages.Sum(stage => stage.Tasks.Totals.FailedTasks),
            InputBytes = Sum(stages, TaskMetric.InputBytes),
            ShuffleBytes = Sum(stages, TaskMetric.ShuffleReadBytes),
            SpilledBytes = stages.Sum(Spilled),
            LostExecutors = isWhole ? application.Executors.Count(executor => IsLost(application, executor)) : 0,
            Configuration = ComparedProperties.Of(application, executions),
            Queries = executions.Count(execution => execution.IsRoot),
            Operators = Count(executions),
            Stages = Of(stages),
        };
    }

    /// <summary>One that goes when the work is done is no loss.</summary>
    private static bool IsLost(SparkApplication application, SparkExecutor executor) =>
        ExecutorRemoval.CauseOf(executor) != RemovalCause.None && application.Busy.Intervals is { Count: > 0 } busy && executor.RemoveTime < busy[^1].End;

    private static long Sum(IEnumerable<SparkStage> stages, TaskMetric metric) => stages.Sum(stage => stage.Tasks.Totals.Sum(metric));

    private static long Spilled(SparkStage stage) => Math.Max(stage.Tasks.Totals.Sum(TaskMetric.DiskSpilledBytes), Spill.PhotonBytes(stage));

    private static SortedDictionary<string, int> Count(IEnumerable<SqlExecution> executions)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var node in executions.SelectMany(PlanOperators.Of).Where(IsWork))
        {
            var name = node.Kind.ToString();
            counts[name] = counts.GetValueOrDefault(name) + 1;
        }

        return counts;
    }

    private static bool IsWork(PlanOperator node) => node.Kind is not (OperatorKind.Wrapper or OperatorKind.Transition or OperatorKind.ShuffleRead
        or OperatorKind.ReusedExchange or OperatorKind.Command or OperatorKind.Other);

    private static List<StageFingerprint> Of(IReadOnlyList<SparkStage> stages)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var all = new List<StageFingerprint>();
        foreach (var attempts in stages.GroupBy(stage => stage.StageId).OrderBy(attempts => attempts.Key))
        {
            var kind = KindOf(attempts.Last());
            var number = numbers[kind] = numbers.GetValueOrDefault(kind) + 1;
            all.Add(Of([.. attempts], $"{kind}-{number}"));
        }

        return [.. all.OrderByDescending(stage => stage.TaskMs).ThenBy(stage => stage.StageId).Take(MostStages)];
    }

    private static StageFingerprint Of(IReadOnlyList<SparkStage> attempts, string key)
    {
        var last = attempts[^1];
        var durations = last.Tasks.Distribution(TaskMetric.DurationMs);
        var name = last.Name ?? "";
        return new StageFingerprint
        {
            Key = key,
            StageId = last.StageId,
            Name = name.Length > LongestName ? name[..LongestName] : name,
            Partitions = last.NumberOfTasks ?? last.Tasks.Totals.Tasks,
            TaskMs = Sum(attempts, TaskMetric.DurationMs),
            MedianTaskMs = durations.Quantile(0.5),
            MaxTaskMs = durations.Max,
            InputBytes = Sum(attempts, TaskMetric.InputBytes),
            ShuffleReadBytes = Sum(attempts, TaskMetric.ShuffleReadBytes),
            SpilledBytes = attempts.Sum(Spilled),
        };
    }

    /// <summary>Line numbers move and ids rise from run to run, so digits do not count.</summary>
    private static string KindOf(SparkStage stage)
    {
        var name = string.Concat((stage.Name ?? "").Where(letter => !char.IsDigit(letter)));
        var operators = stage.PlanNodes.Select(node => Operators.Of(node.Name).Kind.ToString()).Distinct().Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{name}\n{string.Join(' ', operators)}")).AsSpan(0, 4));
    }
}
