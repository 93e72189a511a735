using DbxServerless.Simulator.History;

namespace DbxServerless.Simulator.Rest.Jobs;

/// <summary>What can be known of a run at an instant: nothing of what lies ahead.</summary>
internal sealed class RunNow(JobRun run, DateTimeOffset now)
{
    public JobRun Run => run;

    public DateTimeOffset Now => now;

    /// <summary>The original run and the repairs so far.</summary>
    public IReadOnlyList<RunAttempt> Attempts { get; } = [.. run.Attempts.Where(attempt => attempt.Start - attempt.Queued <= now)];

    /// <summary>Task runs that have begun, iterations among them.</summary>
    public IReadOnlyList<(RunAttempt Attempt, TaskRun Task)> Tasks =>
        field ??= [.. Attempts.SelectMany(attempt => attempt.Tasks.Where(task => task.Start <= now).Select(task => (attempt, task)))];

    public RunAttempt Current => Attempts[^1];

    public bool IsQueued => Current.Start > Now;

    public bool IsActive => Current.End > Now;

    /// <summary>When it began; while it waits in the queue, since when it does.</summary>
    public DateTimeOffset Start => IsQueued && Attempts.Count == 1 ? Current.Start - Current.Queued : Run.Start;

    /// <summary>By what lists are sorted: the end, or the start of what is not over.</summary>
    public DateTimeOffset Order => IsActive ? Start : Current.End;

    /// <summary>Which try of its task a task run is.</summary>
    public int AttemptNumber(TaskRun task) => Tasks.Count(other => other.Task.TaskKey == task.TaskKey && other.Task.Iterates == task.Iterates && other.Task.Start < task.Start);
}
