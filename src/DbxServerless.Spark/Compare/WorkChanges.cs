using DbxServerless.Spark.Insights;

namespace DbxServerless.Spark.Compare;

/// <summary>Differences in what was to be done: plan, input, configuration.</summary>
internal static class WorkChanges
{
    private const double MiB = 1 << 20;
    private const int MostNamed = 8;

    public static IEnumerable<RunChange> Of(RunFingerprint run, RunFingerprint baseline)
    {
        if (run.Queries != baseline.Queries)
        {
            yield return new RunChange(
                RunAspect.Plan, $"It ran {Count(run.Queries)}, the baseline {Count(baseline.Queries)}.", Count(baseline.Queries), Count(run.Queries));
        }
        else if (Operators(run, baseline) is { Count: > 0 } operators)
        {
            yield return new RunChange(
                RunAspect.Plan,
                $"The plans differ: {string.Join(", ", operators.Take(MostNamed).Select(change => $"{change.Name} {change.Before} → {change.After}"))}.",
                string.Join(", ", operators.Select(change => $"{change.Name} {change.Before}")),
                string.Join(", ", operators.Select(change => $"{change.Name} {change.After}")));
        }

        if (Differs.By(1.1, MiB, run.InputBytes, baseline.InputBytes))
        {
            var (before, after) = (Format.Bytes(baseline.InputBytes), Format.Bytes(run.InputBytes));
            yield return new RunChange(RunAspect.Input, $"It read {after}, the baseline {before}.", before, after);
        }

        foreach (var name in run.Configuration.Keys.Union(baseline.Configuration.Keys).Order(StringComparer.Ordinal))
        {
            var (before, after) = (Value(baseline, name), Value(run, name));
            if (before != after)
            {
                yield return new RunChange(RunAspect.Configuration, $"{name} is {after}, in the baseline {before}.", $"{name}={before}", $"{name}={after}");
            }
        }
    }

    private static string Value(RunFingerprint fingerprint, string name) => fingerprint.Configuration.GetValueOrDefault(name, "not set");

    private static string Count(int queries) => queries == 1 ? "1 query" : $"{queries} queries";

    private static List<(string Name, int Before, int After)> Operators(RunFingerprint run, RunFingerprint baseline) =>
    [
        .. run.Operators.Keys.Union(baseline.Operators.Keys).Order(StringComparer.Ordinal)
            .Select(name => (Name: name, Before: baseline.Operators.GetValueOrDefault(name), After: run.Operators.GetValueOrDefault(name)))
            .Where(change => change.Before != change.After),
    ];
}
