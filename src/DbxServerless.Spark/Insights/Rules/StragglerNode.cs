using DbxServerless.Spark.Application;
using DbxServerless.Spark.Insights.Waste;

namespace DbxServerless.Spark.Insights.Rules;

internal sealed class StragglerNode : InsightRule
{
    private static readonly Threshold Ratio = new("ratio", 1.5, Unit.Ratio, "how many times longer than on other hosts tasks took on this one, over all stages compared");
    private static readonly Threshold MinStages = new("min-stages", 3, Unit.Count, "stages in which the host can be compared with others");
    private static readonly Threshold MinSlow = new("min-slow-stages", 66, Unit.Percent, "the part of these stages in which the host was slower by the ratio");
    private static readonly Threshold MinTasks = new("min-tasks", 4, Unit.Tasks, "tasks of a stage on the host, and on the others, that allow a comparison");
    private static readonly Threshold MaxData = new("max-data-ratio", 1.3, Unit.Ratio, "data of a task on the host, as multiple of the others', above which its slowness has another cause");
    private static readonly Threshold MinSeconds = new("min-seconds", 300, Unit.Seconds, "time that tasks on the host took beyond what they would have taken elsewhere");

    public override RuleInfo Info { get; } = new("straggler-node", "Tasks are slower on one host than on the others", Severity.Warning)
    {
        LooksAt = "Mean task duration per host and stage attempt, compared with the other hosts of the same stage where the tasks had about as much data.",
        Thresholds = [Ratio, MinStages, MinSlow, MinTasks, MaxData, MinSeconds],
        Meaning = "The same work takes longer on that machine in stage after stage: a bad disk, a noisy neighbour, throttling, or another process on it.",
        Cost = "The waste is the time beyond what the same tasks would have taken at the pace of the other hosts.",
        Mend = "Let Spark start slow tasks again elsewhere (`spark.speculation=true`), and replace the node: restart the cluster, or exclude it.",
    };

    public override IEnumerable<Finding> Inspect(SparkApplication application, RuleSettings settings)
    {
        foreach (var host in application.Stages.SelectMany(stage => Compare(stage, settings)).GroupBy(part => part.Host))
        {
            var parts = host.ToList();
            var slow = parts.Where(part => part.Actual >= part.Expected * settings[Ratio]).ToList();
            var actual = parts.Sum(part => part.Actual);
            var expected = parts.Sum(part => part.Expected);
            if (parts.Count < settings[MinStages] || slow.Count * 100.0 / parts.Count < settings[MinSlow]
                || actual < expected * settings[Ratio] || actual - expected < settings[MinSeconds] * 1000)
            {
                continue;
            }

            yield return new Finding(
                new Place { Host = host.Key },
                $"Set spark.speculation=true with spark.speculation.multiplier={Math.Max(1.2, settings[Ratio] - 0.2):0.#}, so that slow tasks run again on other hosts, and replace {host.Key} (restart the cluster).",
                Evidence.Ratio("time on this host / time at the others' pace", actual / expected, settings[Ratio]),
                new Evidence("stages compared", parts.Count, Unit.Count, settings[MinStages]),
                Evidence.Percent("stages in which it was slow", (double)slow.Count / parts.Count, settings[MinSlow]),
                Evidence.Seconds("time beyond the others' pace", actual - expected, settings[MinSeconds]))
            {
                Title = $"Tasks take {Format.Ratio(actual / expected)} as long on host {host.Key}",
                Waste = slow.ConvertAll(part => WasteClaim.Of(WasteKind.Compute, part.Stage, part.Actual - part.Expected)),
            };
        }
    }

    private static IEnumerable<Part> Compare(SparkStage stage, RuleSettings settings)
    {
        var hosts = new Dictionary<string, Share>(StringComparer.Ordinal);
        long tasks = 0, ms = 0, bytes = 0;
        foreach (var part in stage.Tasks.Executors)
        {
            if (part.Executor.Host is not { } name)
            {
                continue;
            }

            if (!hosts.TryGetValue(name, out var share))
            {
                hosts[name] = share = new Share(name);
            }

            share.Tasks += part.Tasks;
            share.Ms += part.DurationMs;
            share.Bytes += part.InputBytes + part.ShuffleReadBytes;
            tasks += part.Tasks;
            ms += part.DurationMs;
            bytes += part.InputBytes + part.ShuffleReadBytes;
        }

        foreach (var host in hosts.Values)
        {
            var others = tasks - host.Tasks;
            if (host.Tasks < settings[MinTasks] || others < settings[MinTasks])
            {
                continue;
            }

            var pace = (double)(ms - host.Ms) / others;
            var data = (double)(bytes - host.Bytes) / others;
            if (pace > 0 && (double)host.Bytes / host.Tasks <= Math.Max(1, data) * settings[MaxData])
            {
                yield return new Part(stage, host.Host, host.Ms, host.Tasks * pace);
            }
        }
    }

    /// <summary>What the tasks of a stage took on a host, and what they would have taken at the others' pace.</summary>
    private sealed record Part(SparkStage Stage, string Host, double Actual, double Expected);

    private sealed class Share(string host)
    {
        public string Host { get; } = host;

        public long Tasks { get; set; }

        public long Ms { get; set; }

        public long Bytes { get; set; }
    }
}
