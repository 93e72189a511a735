using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Metrics;

namespace DbxServerless.Benchmarks.Rendering;

/// <summary>
/// Series in the likeness of ours. They carry the labels that a Pushgateway gives to what is pushed, and labels in alphabetical order, so that
/// both serve the same lines.
/// </summary>
internal static class GeneratedSeries
{
    public const string Job = "benchmark";

    /// <summary>Families of all but the ages begin so.</summary>
    public const string Prefix = "bench_value_";

    private const int Families = 20;
    private const int AgesPerThousand = 10;

    /// <summary>A snapshot for each family, and one of ages: one series in a hundred, whose values both compute or keep as they like.</summary>
    public static IEnumerable<Snapshot> Snapshots(int series, DateTimeOffset at)
    {
        var ages = series * AgesPerThousand / 1000;
        for (var number = 0; number < Families; number++)
        {
            var family = Family($"{Prefix}{number}", "Values that were measured.");
            var count = ((series - ages) / Families) + (number < (series - ages) % Families ? 1 : 0);
            yield return Snapshot($"dataset_{number}", at, Enumerable.Range(0, count).Select(i => family.Sample((i * 7 % 9973) + 0.5, Labels(i))));
        }

        var age = Family("bench_age_seconds", "Seconds since something.");
        yield return Snapshot("ages", at, Enumerable.Range(0, ages).Select(i => age.Age(at - TimeSpan.FromSeconds(i), Labels(i))));
    }

    private static MetricFamily Family(string name, string help) => new(name, MetricType.Gauge, help, "instance", "job", "job_name", "status", "workspace_id");

    private static Snapshot Snapshot(string dataset, DateTimeOffset at, IEnumerable<Sample> samples) => new(dataset, Scope.Account, at, [.. samples]);

    private static string[] Labels(int number) =>
        ["", Job, $"nightly load of table {number / 4}", (number % 4) switch { 0 => "SUCCEEDED", 1 => "FAILED", 2 => "CANCELLED", _ => "RUNNING" }, $"{1_000_000 + (number % 50)}"];
}
