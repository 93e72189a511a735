using DbxServerless.Spark.EventLog.Events;

namespace DbxServerless.Spark.Application;

internal sealed partial class ApplicationBuilder
{
    private readonly Dictionary<long, SparkJob> _jobs = [];
    private readonly Dictionary<long, SparkStage> _stages = [];

    public void JobStart(JobStartEvent start)
    {
        var job = Job(start.JobId);
        if (job.HasStarted)
        {
            _account.DuplicateEvents++;
            return;
        }

        _account.MisorderedEvents += job.HasEnded ? 1 : 0;
        _application.Totals.Jobs++;
        Observe(start.SubmissionTime);
        job.HasStarted = true;
        job.SubmissionTime = start.SubmissionTime;
        job.StageIds = start.StageIds;
        job.Description = start.Description;
        job.JobGroup = start.JobGroup;
        job.SchedulerPool = start.SchedulerPool;
        job.SqlExecutionId = start.SqlExecutionId;
        job.RootSqlExecutionId = start.RootSqlExecutionId;
        job.Run = start.Run;
    }

    public void JobEnd(JobEndEvent end)
    {
        var job = Job(end.JobId);
        if (job.HasEnded)
        {
            _account.DuplicateEvents++;
            return;
        }

        _application.Totals.FailedJobs += end.HasSucceeded ? 0 : 1;
        Observe(end.CompletionTime);
        job.HasEnded = true;
        job.CompletionTime = end.CompletionTime;
        job.HasFailed = !end.HasSucceeded;
        job.Error = end.Error;
    }

    public void StageSubmitted(StageInfo info)
    {
        var stage = Stage(info.StageId, info.Attempt);
        if (stage.IsSubmitted)
        {
            _account.DuplicateEvents++;
            return;
        }

        _account.MisorderedEvents += stage.HasCompleted || stage.Tasks.Totals.Tasks > 0 ? 1 : 0;
        stage.IsSubmitted = true;
        if (!stage.HasCompleted)
        {
            Describe(stage, info);
        }
    }

    public void StageCompleted(StageInfo info)
    {
        var stage = Stage(info.StageId, info.Attempt);
        if (stage.HasCompleted)
        {
            _account.DuplicateEvents++;
            return;
        }

        _application.Totals.Stages++;
        _application.Totals.FailedStages += info.FailureReason is null ? 0 : 1;
        stage.HasCompleted = true;
        stage.HasFailed = info.FailureReason is not null;
        stage.FailureReason = info.FailureReason;
        stage.CompletionTime = info.CompletionTime;
        stage.InternalMetrics = info.InternalMetrics;
        Observe(info.CompletionTime);
        Describe(stage, info);
        foreach (var (id, value) in info.SqlMetrics)
        {
            ref var state = ref _accumulators[id];
            state.SetTotal(value);
            _accumulators.AddStage(id, ref state, stage);
        }
    }

    private void Describe(SparkStage stage, StageInfo info)
    {
        stage.IsKnownFromStageEvent = true;
        stage.Name = info.Name ?? stage.Name;
        stage.NumberOfTasks = info.NumberOfTasks ?? stage.NumberOfTasks;
        stage.SubmissionTime = info.SubmissionTime ?? stage.SubmissionTime;
        stage.ParentIds = info.ParentIds;
        stage.ResourceProfileId = info.ResourceProfileId;
        stage.Rdds = info.Rdds;
        Observe(info.SubmissionTime);
    }

    private SparkJob Job(long id)
    {
        if (!_jobs.TryGetValue(id, out var job))
        {
            _jobs[id] = job = new SparkJob(id);
        }

        return job;
    }

    private SparkStage Stage(long id, int attempt)
    {
        SparkStage? last = null;
        for (var stage = _stages.GetValueOrDefault(id); stage is not null; stage = stage.NextAttempt)
        {
            if (stage.Attempt == attempt)
            {
                return stage;
            }

            last = stage;
        }

        var added = new SparkStage(id, attempt);
        if (last is null)
        {
            _stages[id] = added;
        }
        else
        {
            last.NextAttempt = added;
        }

        return added;
    }

    private List<SparkStage> StagesInOrder()
    {
        var all = new List<SparkStage>();
        foreach (var first in _stages.Values)
        {
            for (var stage = first; stage is not null; stage = stage.NextAttempt)
            {
                if (stage.IsKnownFromStageEvent || stage.Tasks.Totals.Tasks > 0)
                {
                    all.Add(stage);
                }
            }
        }

        all.Sort((a, b) => a.StageId != b.StageId ? a.StageId.CompareTo(b.StageId) : a.Attempt.CompareTo(b.Attempt));
        return all;
    }

    /// <summary>
    /// Several jobs can name a stage; it ran for the first of them that was running when it was submitted,
    /// or else for the last one that had started by then.
    /// </summary>
    private static void LinkStagesToJobs(List<SparkStage> stages, List<SparkJob> jobs)
    {
        var jobsOfStage = new Dictionary<long, List<SparkJob>>();
        foreach (var job in jobs)
        {
            foreach (var stageId in job.StageIds)
            {
                AddTo(jobsOfStage, stageId, job);
            }
        }

        foreach (var stage in stages)
        {
            if (!jobsOfStage.TryGetValue(stage.StageId, out var candidates))
            {
                continue;
            }

            var time = stage.SubmissionTime ?? stage.Tasks.FirstLaunch ?? stage.CompletionTime;
            stage.Job = candidates.Find(job => job.SubmissionTime <= time && !(job.CompletionTime < time))
                ?? candidates.FindLast(job => job.SubmissionTime <= time)
                ?? candidates[0];
            stage.Job.OwnStages.Add(stage);
        }
    }

    private static void AddTo<T>(Dictionary<long, List<T>> lists, long key, T item)
        where T : class
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists[key] = list = [];
        }

        list.Add(item);
    }
}
