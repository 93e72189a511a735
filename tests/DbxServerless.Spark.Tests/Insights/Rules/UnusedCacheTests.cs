namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class UnusedCacheTests() : CacheTests("unused-cache")
{
    [Fact]
    public async Task Fires_when_only_one_stage_used_it() =>
        (await FiresAsync(Cluster().Stage(0, 0, Tasks(8, Task), rdds: [Rdd(7)]).Stage(1, 20_000, Tasks(8, Task)))).Title.ShouldContain("RDD 7");

    [Fact]
    public async Task Is_silent_when_it_is_read_again() =>
        await IsSilentAsync(Cluster().Stage(0, 0, Tasks(8, Task), rdds: [Rdd(7)]).Stage(1, 20_000, Tasks(8, Task), rdds: [Rdd(7)]));

    [Fact]
    public async Task Is_silent_about_what_is_not_cached() => await IsSilentAsync(Cluster().Stage(0, 0, Tasks(8, Task), rdds: [Rdd(7, isPersisted: false)]));

    [Fact]
    public async Task Is_silent_about_seconds() => await IsSilentAsync(Cluster().Stage(0, 0, Tasks(2, Task), rdds: [Rdd(7)]));
}
