using System.Globalization;

namespace DbxServerless.Simulator.History;

/// <summary>Lets one job's runs happen, day after day.</summary>
internal sealed class JobHistory
{
    private const int MaxRepairs = 2;

    private readonly HistorySettings _settings;
    private readonly AccountWorkspace _workspace;
    private readonly JobPlan _plan;
    private readonly RunSimulation _simulation;
    private DateTimeOffset _busyUntil;

    public JobHistory(HistorySettings settings, AccountWorkspace workspace, JobPlan plan, string sharedComputeId, bool sharesIds)
    {
        _settings = settings;
        _workspace = workspace;
        _plan = plan;
        // Ids are unique only inside a workspace: the first job of each has the same.
        IdSpace = sharesIds ? "shared" : workspace.WorkspaceId;
        Jobs = [.. Lives()];
        _simulation = new RunSimulation(settings.Seed, plan, IdSpace);
        SharedComputeId = plan.Compute is ComputeKind.AllPurpose or ComputeKind.Warehouse ? sharedComputeId : null;
        _busyUntil = settings.Start;
    }

    /// <summary>The job, or the one before and the one after it was made anew. Submitted runs have none.</summary>
    public IReadOnlyList<Job> Jobs { get; }

    private string IdSpace { get; }

    private string? SharedComputeId { get; }

    public IEnumerable<JobRun> RunsOn(DateTimeOffset day)
    {
        var random = SeededRandom.For(_settings.Seed, "day", _workspace.WorkspaceId, _plan.Name, Key(day));
        if (_plan.Paused)
            yield break;
        if (_plan.Rhythm.IsContinuous)
        {
            while (_busyUntil < day.AddDays(1))
            {
                foreach (var run in Run(_busyUntil + random.Time(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(90))))
                    yield return run;
            }

            yield break;
        }

        foreach (var start in _plan.Rhythm.On(day, random))
        {
            foreach (var run in Run(start))
                yield return run;
        }
    }

    /// <summary>What changed about the job; on the first day also how it was before.</summary>
    public IEnumerable<JobVersion> VersionsOn(DateTimeOffset day, bool isFirst)
    {
        foreach (var job in Jobs)
        {
            if (job.Created < day.AddDays(1) && (job.Created >= day || isFirst))
                yield return Version(job, job.Created);
            var random = SeededRandom.For(_settings.Seed, "edit", job.WorkspaceId, job.JobId, Key(day));
            var edited = day + random.Time(TimeSpan.FromHours(8), TimeSpan.FromHours(17));
            if (random.Chance(0.01) && job.Created < edited && !(job.Deleted <= edited))
                yield return Version(job, edited);
            if (_plan.RenamedAt is { } share && _settings.At(share) is var renamed && renamed >= day && renamed < day.AddDays(1))
                yield return Version(job, renamed);
            if (job.Deleted is { } deleted && deleted >= day && deleted < day.AddDays(1))
                yield return Version(job, deleted) with { IsDeletion = true };
        }
    }

    private JobVersion Version(Job job, DateTimeOffset at)
    {
        var name = _plan.RenamedAt is { } share && at >= _settings.At(share) ? $"{_plan.Name}-v2" : _plan.Name;
        var tags = _plan.Tags.ToDictionary();
        if (at >= _settings.Start && tags.Count > 0)
            tags["revision"] = at.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        return new JobVersion(job, at, IsDeletion: false, name, tags, _plan.Paused);
    }

    private IEnumerable<JobRun> Run(DateTimeOffset start)
    {
        var job = Jobs.FirstOrDefault(candidate => candidate.Created <= start && !(candidate.Deleted <= start));
        if (job is null && _plan.SubmittedAs is null)
            yield break;
        var runId = SeededRandom.Id(_settings.Seed, "run", IdSpace, _plan.Name, Key(start));
        var random = SeededRandom.For(_settings.Seed, "run", _workspace.WorkspaceId, _plan.Name, Key(start));
        var attempts = new List<RunAttempt>();
        if (start < _busyUntil && _plan.SubmittedAs is null)
        {
            attempts.Add(NeverStarted(start, random.Chance(0.1) ? Ending.Blocked : Ending.Skipped));
        }
        else
        {
            attempts.Add(_simulation.Attempt(runId, 0, start, _plan.Tasks, random));
            while (attempts[^1].Result is "FAILED" or "ERROR" && attempts.Count <= MaxRepairs && random.Chance(_plan.RepairRate))
            {
                var again = attempts[^1].End + random.Time(TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(50));
                attempts.Add(_simulation.Attempt(runId, attempts.Count, again, _simulation.Undone(attempts), random));
            }

            _busyUntil = attempts[^1].End;
        }

        var submitted = _plan.SubmittedAs is not null;
        var run = new JobRun(_workspace.WorkspaceId, job?.JobId ?? SeededRandom.Id(_settings.Seed, "submitted", _workspace.WorkspaceId, runId), runId,
            submitted ? "SUBMIT_RUN" : "JOB_RUN", _plan.Trigger, attempts)
        {
            RunName = submitted ? RunName(start, runId) : null,
            Compute = _plan.Compute,
            ComputeId = SharedComputeId,
            SingleTask = _plan.SingleTask,
            JobName = submitted ? null : _plan.Name,
        };
        yield return run;
        foreach (var notebook in _simulation.Notebooks(run, random))
            yield return notebook;
    }

    private string RunName(DateTimeOffset start, string runId) => _plan.SubmittedAs!.StartsWith("ADF_", StringComparison.Ordinal)
        ? $"{_plan.SubmittedAs}_{SeededRandom.Guid(_settings.Seed, "adf", runId)}"
        : $"{_plan.SubmittedAs}__{start.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)}";

    private static RunAttempt NeverStarted(DateTimeOffset at, Ending ending) => new(at, at, ending.Result, ending.Code, ending.Type, []);

    private IEnumerable<Job> Lives()
    {
        if (_plan.SubmittedAs is not null)
            yield break;
        // Long unchanged ones are older than what the tables keep otherwise.
        var age = SeededRandom.For(_settings.Seed, "age", IdSpace, _plan.Name).Next(40, 600);
        var created = _settings.Start.AddDays(-age);
        if (_plan.RecreatedAt is { } share)
        {
            yield return Life("first", created, _settings.At(share));
            yield return Life("second", _settings.At(share).AddMinutes(10), null);
        }
        else
        {
            yield return Life("only", created, _plan.DeletedAt is { } deleted ? _settings.At(deleted) : null);
        }
    }

    private Job Life(string life, DateTimeOffset created, DateTimeOffset? deleted) => new(_plan)
    {
        WorkspaceId = _workspace.WorkspaceId,
        JobId = SeededRandom.Id(_settings.Seed, "job", IdSpace, _plan.Name, life),
        Created = created,
        Deleted = deleted,
    };

    private static string Key(DateTimeOffset instant) => instant.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
