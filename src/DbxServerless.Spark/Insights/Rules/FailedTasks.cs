using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Waste;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class FailedTasks : InsightRule
{
    /// <summary>Other rules speak of these: they say something about the executors, not about the code.</summary>
    private static readonly string[] NotTheCode = ["FetchFailed", "ExecutorLostFailure", "Resubmitted", "TaskKilled"];

    private static readonly Threshold MinShare = new("min-share", 1, Unit.Percent, "failed tasks' part of the stage's tasks");
    private static readonly Threshold MinTasks = new("min-tasks", 4, Unit.Tasks, "failed tasks that are enough whatever their part");

    public override RuleInfo Info { get; } = new("failed-tasks", "Tasks failed and were tried again", Severity.Warning)
    {
        LooksAt = "The reasons with which tasks ended, by error class. Lost executors, fetch failures and killed tasks are other rules' matter.",
        Thresholds = [MinShare, MinTasks],
        Meaning = "Tasks threw an exception. Spark tried each again (`spark.task.maxFailures`, 4 by default); when one fails that often, the stage and its job fail.",
        Cost = "The waste is the time that failed tasks took.",
        Mend = "Read the error class: memory errors need smaller partitions or larger nodes; errors of parsing and casting need clean input; "
            + "errors of storage or of a remote service are often throttling, which fewer parallel tasks or a retry in the client mends.",
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        foreach (var stage in application.Stages)
        {
            foreach (var failure in stage.Tasks.Failures.Where(failure => !NotTheCode.Contains(failure.Reason)))
            {
                var share = (double)failure.Tasks / stage.Tasks.Totals.Tasks;
                if (share * 100 < settings[MinShare] && failure.Tasks < settings[MinTasks] && !stage.HasFailed)
                {
                    continue;
                }

                var error = failure.ErrorClass ?? failure.Reason;
                yield return new Finding(
                    Place.Of(stage),
                    Advice(error, stage),
                    new Evidence("failed tasks", failure.Tasks, Unit.Tasks, settings[MinTasks]),
                    Evidence.Percent("failed tasks / tasks", share, settings[MinShare]),
                    Evidence.OfText("error class", error),
                    Evidence.Seconds("time of failed tasks", failure.DurationMs))
                {
                    Title = $"{Format.Count(failure.Tasks, "task")} failed with {error[(error.LastIndexOf('.') + 1)..]}",
                    Severity = stage.HasFailed ? Severity.Error : Severity.Warning,
                    Waste = [WasteClaim.Of(WasteKind.Failed, stage, failure.DurationMs)],
                    Weight = failure.Tasks,
                };
            }
        }
    }

    private static string Advice(string error, SparkStage stage)
    {
        var tasks = stage.NumberOfTasks ?? stage.Tasks.Totals.Tasks;
        return error switch
        {
            _ when error.Contains("OutOfMemory", StringComparison.Ordinal) =>
                $"Tasks ran out of memory: use twice as many partitions ({tasks * 2}) in this stage, or a node type with more memory per core.",
            _ when error.Contains("PythonException", StringComparison.Ordinal) =>
                "A Python function threw: catch the bad rows in the function and return null or an error column, instead of failing the task.",
            _ when error.Contains("FileNotFound", StringComparison.Ordinal) || error.Contains("FileReadException", StringComparison.Ordinal) =>
                "A file that the query planned to read was gone or damaged: do not overwrite a path while it is read, run REFRESH TABLE after changes from outside, and use Delta tables, whose versions stay.",
            _ when error.Contains("SocketTimeout", StringComparison.Ordinal) || error.Contains("ConnectException", StringComparison.Ordinal)
                || error.Contains("Throttl", StringComparison.OrdinalIgnoreCase) || error.Contains("SQLException", StringComparison.Ordinal) =>
                $"A remote service refused or was slow: let fewer than the present {tasks} tasks call it at once (coalesce before the call) and retry in the client with growing pauses.",
            _ when error.Contains("CommitDenied", StringComparison.Ordinal) =>
                "Two attempts of a task wrote the same output: set spark.speculation=false for jobs that write.",
            _ => $"Open the stage's failure in the driver log and mend the cause of {error}; raising spark.task.maxFailures above 4 only hides it.",
        };
    }
}
