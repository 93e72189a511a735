using DbxServerless.Spark.EventLog;

namespace DbxServerless.Spark.Application;

internal sealed partial class ApplicationBuilder
{
    private readonly SeenIds _seenTasks = new();
    private readonly SeenIds _resubmittedTasks = new();
    private Accumulators _accumulators = new();
    private SparkStage? _lastStage;
    private SparkExecutor? _lastExecutor;
    private string? _lastApplicationId;

    /// <summary>The hot path: called once for every task, and allocates only when something is seen for the first time.</summary>
    public void TaskEnd(TaskEndRecord task)
    {
        // A task that succeeded ends once more when its output is lost with its executor.
        var seen = task.Reason == TaskEndRecord.Resubmitted ? _resubmittedTasks : _seenTasks;
        if (task.TaskId >= 0 && !seen.Add(task.TaskId))
        {
            _account.DuplicateEvents++;
            return;
        }

        var stage = _lastStage;
        if (stage is null || stage.StageId != task.StageId || stage.Attempt != task.StageAttempt)
        {
            _lastStage = stage = Stage(task.StageId, (int)task.StageAttempt);
        }

        var executor = _lastExecutor;
        if (executor is null || !ReferenceEquals(executor.Id, task.ExecutorId))
        {
            _lastExecutor = executor = task.ExecutorId.Length > 0 ? Executor(task.ExecutorId) : null;
        }

        stage.Tasks.Add(task, executor);
        if (executor is not null)
        {
            executor.Host ??= task.Host;
            executor.Add(task);
        }

        if (task.LaunchTime > 0)
        {
            Observe(task.LaunchTime);
            Observe(task.FinishTime);
            _application.Busy.Add(task.LaunchTime, task.FinishTime);
        }

        foreach (ref readonly var accumulable in task.Accumulables)
        {
            ref var state = ref _accumulators[accumulable.Id];
            state.AddUpdate(accumulable.Update);
            state.SetTotal(accumulable.Value);
            _accumulators.AddStage(accumulable.Id, ref state, stage);
        }
    }
}
