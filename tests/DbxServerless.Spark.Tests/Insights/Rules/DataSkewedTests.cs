namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class DataSkewedTests() : RuleTest("data-skew")
{
    private static readonly TaskSpec Normal = new() { RunMs = 2000, ShuffleReadBytes = 50 * MiB, ShuffleReadRows = 100_000 };

    private static SparkLog Log(TaskSpec large, TaskSpec? normal = null, int tasks = 15) => Cluster().Stage(0, 0, [.. Tasks(tasks, normal ?? Normal), large]);

    [Fact]
    public async Task Fires_for_bytes_while_times_are_even() => (await FiresAsync(Log(Normal with { RunMs = 6000, ShuffleReadBytes = GiB }))).Title.ShouldContain("shuffle bytes read");

    [Fact]
    public async Task Fires_for_rows() => (await FiresAsync(Log(Normal with { ShuffleReadRows = 50_000_000 }))).Finding.Evidence[0].Value.ShouldNotBeNull();

    [Fact]
    public async Task Leaves_skewed_times_to_their_rule() => await IsSilentAsync(Log(Normal with { RunMs = 20_000, ShuffleReadBytes = GiB }));

    [Fact]
    public async Task Is_silent_about_small_data() => await IsSilentAsync(Log(Normal with { ShuffleReadBytes = 50 * MiB }, Normal with { ShuffleReadBytes = MiB }));

    [Fact]
    public async Task Is_silent_below_five_times() => await IsSilentAsync(Log(Normal with { ShuffleReadBytes = 260 * MiB }, Normal with { ShuffleReadBytes = 60 * MiB }));

    [Fact]
    public async Task Is_silent_about_few_tasks() => await IsSilentAsync(Log(Normal with { ShuffleReadBytes = GiB }, tasks: 2));
}
