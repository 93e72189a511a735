using System.Globalization;

namespace DbxServerless.Simulator.History;

/// <summary>Lets one attempt of a run happen: its tasks in their order, with retries, iterations and failures.</summary>
internal sealed class RunSimulation(int seed, JobPlan plan, string idSpace)
{
    private const int IterationsAtOnce = 3;

    public RunAttempt Attempt(string runId, int attempt, DateTimeOffset start, IReadOnlyList<TaskPlan> tasks, SeededRandom random)
    {
        var ends = new Dictionary<string, DateTimeOffset>();
        var runs = new List<TaskRun>();
        var ending = Ending.Succeeded;
        foreach (var task in tasks)
        {
            if (task.DependsOn.Any(upstream => tasks.Any(other => other.Key == upstream) && !ends.ContainsKey(upstream)))
                continue;
            var begin = task.DependsOn.Select(upstream => ends.GetValueOrDefault(upstream, start)).DefaultIfEmpty(start).Max();
            var (end, result) = Task(runId, attempt, task, begin, random, runs);
            if (result == Ending.Succeeded)
                ends[task.Key] = end;
            else
                ending = result;
        }

        var last = runs.Max(run => run.End);
        var whole = new RunAttempt(start, last, ending.Result, ending.Code, ending.Type, runs)
        {
            Cluster = plan.Compute == ComputeKind.JobCluster
                ? new JobCluster($"{start:MMdd-HHmmss}-{SeededRandom.Hex(seed, 8, "cluster", idSpace, runId, Text(attempt))}", ClusterHistory.NodeType, plan.Workers)
                : null,
            Queued = random.Chance(0.05) ? random.Time(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(4)) : TimeSpan.Zero,
        };
        if (plan.Timeout is { } limit && last - start > limit)
            return CutOff(whole, start + limit, Ending.TimedOut);
        return random.Chance(plan.CancelRate)
            ? CutOff(whole, start + random.Time(TimeSpan.FromSeconds(10), last - start), Ending.Cancelled)
            : whole;
    }

    /// <summary>The tasks that a repair runs: those that did not succeed yet.</summary>
    public IReadOnlyList<TaskPlan> Undone(IReadOnlyList<RunAttempt> attempts) =>
    [
        .. plan.Tasks.Where(task => !attempts.Any(attempt => attempt.Tasks.Any(run => run.TaskKey == task.Key && run.Result == "SUCCEEDED"))),
    ];

    /// <summary>The notebooks that the first task ran as runs of their own, one after the other.</summary>
    public IEnumerable<JobRun> Notebooks(JobRun parent, SeededRandom random)
    {
        if (plan.Notebooks == 0 || parent.Attempts[0].Tasks.Count == 0)
            yield break;
        var task = parent.Attempts[0].Tasks[0];
        var each = (task.End - task.Start) / plan.Notebooks;
        for (var number = 0; number < plan.Notebooks; number++)
        {
            var start = Whole(task.Start + each * number);
            var end = Whole(start + each * random.Between(0.5, 1));
            var last = number == plan.Notebooks - 1;
            yield return new JobRun(parent.WorkspaceId, SeededRandom.Id(seed, "notebook job", idSpace, parent.RunId, Text(number)),
                SeededRandom.Id(seed, "notebook run", idSpace, parent.RunId, Text(number)), "WORKFLOW_RUN", "ONETIME",
                [
                    new RunAttempt(start, end, last ? task.Result : "SUCCEEDED", last ? task.TerminationCode : "SUCCESS",
                        last ? task.TerminationType : "SUCCESS", []),
                ])
            {
                SourceTaskRunId = task.RunId,
                Compute = parent.Compute,
                ComputeId = parent.ComputeId,
            };
        }
    }

    private (DateTimeOffset End, Ending Ending) Task(
        string runId, int attempt, TaskPlan task, DateTimeOffset start, SeededRandom random, List<TaskRun> runs)
    {
        for (var tries = 0; ; tries++)
        {
            var id = SeededRandom.Id(seed, "task", idSpace, runId, Text(attempt), task.Key, Text(tries));
            var failure = random.Chance(plan.FailureRate) ? random.Pick(Ending.Failures) : null;
            var length = TimeSpan.FromMinutes(plan.Minutes * task.Share * random.Around(plan.Spread)) * (failure is null ? 1 : random.Between(0.05, 0.9));
            var setup = plan.Compute == ComputeKind.JobCluster && task.DependsOn.Count == 0 && tries == 0
                ? random.Time(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5))
                : random.Time(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15));
            var end = Whole(start + setup + length);
            var ending = failure ?? Ending.Succeeded;
            runs.Add(new TaskRun(id, task.Key, start, end, ending.Result, ending.Code, ending.Type, null)
            {
                Setup = setup,
                Cleanup = random.Time(TimeSpan.Zero, TimeSpan.FromSeconds(1)),
            });
            Iterate(id, task, start + setup, end, ending, random, runs);
            if (failure is null || tries >= task.Retries)
                return (end, ending);
            start = end + random.Time(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(60));
        }
    }

    private void Iterate(string forEach, TaskPlan task, DateTimeOffset start, DateTimeOffset end, Ending ending, SeededRandom random, List<TaskRun> runs)
    {
        var waves = (task.Iterations + IterationsAtOnce - 1) / IterationsAtOnce;
        for (var iteration = 0; iteration < task.Iterations; iteration++)
        {
            var length = (end - start) / waves;
            var begin = Whole(start + length * (iteration / IterationsAtOnce));
            var last = iteration == task.Iterations - 1;
            var result = last ? ending : Ending.Succeeded;
            runs.Add(new TaskRun(SeededRandom.Id(seed, "iteration", forEach, Text(iteration)), $"{task.Key}_iteration", begin,
                Whole(begin + length * random.Between(0.6, 1)), result.Result, result.Code, result.Type, forEach));
        }
    }

    private static RunAttempt CutOff(RunAttempt attempt, DateTimeOffset at, Ending ending) => attempt with
    {
        End = at,
        Result = ending.Result,
        TerminationCode = ending.Code,
        TerminationType = ending.Type,
        Tasks =
        [
            .. attempt.Tasks.Where(task => task.Start < at).Select(task => task.End <= at ? task : task with
            {
                End = at,
                Result = ending.Result,
                TerminationCode = ending.Code,
                TerminationType = ending.Type,
                Setup = task.Setup < at - task.Start ? task.Setup : at - task.Start,
                Cleanup = TimeSpan.Zero,
            }),
        ],
    };

    private static DateTimeOffset Whole(DateTimeOffset instant) => instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMillisecond));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
