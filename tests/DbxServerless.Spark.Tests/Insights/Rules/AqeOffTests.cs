namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class AqeOffTests() : RuleTest("aqe-off")
{
    private static SparkLog Log(long bytes, string version = "3.1.1", long run = 40_000) => Cluster().Version(version)
        .Query(1, 0, 200_000, Node("HashAggregate").In(0).Metric("number of output rows", 5))
        .Stage(0, 0, Tasks(16, new TaskSpec { RunMs = run, ShuffleReadBytes = bytes }), sql: 1);

    [Fact]
    public async Task Fires_when_the_version_has_it_off_and_partitions_are_tiny() => await FiresAsync(Log(MiB));

    [Fact]
    public async Task Fires_when_it_is_set_off() => (await FiresAsync(Log(MiB, "3.5.0").Property("spark.sql.adaptive.enabled", "false"))).Finding.Advice.ShouldContain("it is set to false");

    [Fact]
    public async Task Is_silent_when_it_is_on_by_default() => await IsSilentAsync(Log(MiB, "3.5.0"));

    [Fact]
    public async Task Is_silent_on_databricks_where_it_is_on() => await IsSilentAsync(Log(MiB).OnDatabricks());

    [Fact]
    public async Task Is_silent_when_partitions_are_fine() => await IsSilentAsync(Log(50 * MiB));

    [Fact]
    public async Task Is_silent_about_short_stages() => await IsSilentAsync(Log(MiB, run: 2000));
}
