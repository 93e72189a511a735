using DbxServerless.Spark.Application;

namespace DbxServerless.Spark.Insights.Waste;

/// <summary>When an executor was there, and how many tasks it could run at once.</summary>
internal sealed record ExecutorLife(SparkExecutor Executor, TimeInterval Life, double Slots)
{
    /// <summary>The most slots that these executors had at one time.</summary>
    public static double MostAtOnce(IEnumerable<ExecutorLife> executors)
    {
        var steps = new List<Step>();
        foreach (var executor in executors)
        {
            steps.Add(new Step(executor.Life.Start, executor.Slots));
            steps.Add(new Step(executor.Life.End, -executor.Slots));
        }

        steps.Sort(static (one, other) => one.Time != other.Time ? one.Time.CompareTo(other.Time) : one.Change.CompareTo(other.Change));
        double slots = 0, most = 0;
        foreach (var step in steps)
        {
            slots += step.Change;
            most = Math.Max(most, slots);
        }

        return most;
    }

    private sealed record Step(long Time, double Change);
}
