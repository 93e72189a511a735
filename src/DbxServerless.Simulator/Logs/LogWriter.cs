using System.Text.Json.Nodes;
using DbxServerless.Simulator.History;

namespace DbxServerless.Simulator.Logs;

/// <summary>Makes up the event log of a Spark context: every run as a job of two stages.</summary>
internal sealed class LogWriter(int seed, LogOptions options)
{
    private const int CoresPerExecutor = 4;
    private const int Executors = 2;
    private const int Heavy = 3;

    /// <summary>The lines without line ends, in the order of their times.</summary>
    public IReadOnlyList<string> Lines(LogContext context)
    {
        var random = SeededRandom.For(seed, "event log", context.ContextId);
        var events = new List<(DateTimeOffset At, string Line)>();
        void Add(DateTimeOffset at, JsonObject line) => events.Add((at, line.ToJsonString()));

        Add(context.Start, LogEvents.Metadata(context.Start, context.ContextId, rollover: 0));
        Add(context.Start, LogEvents.Environment(context, Executors));
        Add(context.Start, LogEvents.ApplicationStart(context.Start));
        for (var executor = 0; executor < Executors; executor++)
            Add(context.Start, LogEvents.ExecutorAdded(executor, context.Start, CoresPerExecutor));
        var (jobs, stages, tasks) = (0, 0, 0L);
        foreach (var run in context.Runs)
        {
            var (job, first) = (jobs++, stages);
            stages += 2;
            var weight = options.HeavyRuns.Contains(run.JobRunId) ? Heavy : 1;
            Add(run.Start, LogEvents.JobStart(context, run, job, [first, first + 1]));
            var half = run.Start + (run.End - run.Start) / 2;
            foreach (var (stage, from, to) in ((int, DateTimeOffset, DateTimeOffset)[])[(first, run.Start, half), (first + 1, half, run.End)])
            {
                var count = random.Next(Math.Max(1, options.Tasks / 2), options.Tasks * 3 / 2 + 1);
                Add(from, LogEvents.StageSubmitted(stage, count, from));
                for (var index = 0; index < count; index++)
                {
                    var end = from + (to - from) * random.Between(0.3, 1);
                    Add(end, LogEvents.TaskEnd(stage, index, tasks++, index % Executors, from, end, weight, random));
                }

                Add(to, LogEvents.StageCompleted(stage, count, from, to));
            }

            Add(run.End, LogEvents.JobEnd(job, run.End));
        }

        // The driver lives on a little after the last run.
        Add(context.End, LogEvents.Unknown(context.End));
        return [.. events.OrderBy(one => one.At).Select(one => one.Line)];
    }
}
