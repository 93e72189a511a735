namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class CacheTooLargeTests() : CacheTests("cache-too-large")
{
    private static SparkLog Log(long cached, long partitions = 100) =>
        Cluster().Stage(0, 0, Tasks(8, Task), rdds: [Rdd(7, partitions: partitions)]).Stage(1, 20_000, Tasks(8, Task), rdds: [Rdd(7, cached, partitions: partitions)]);

    [Fact]
    public async Task Fires_when_half_of_it_fits() => (await FiresAsync(Log(50))).Finding.Where.StageId.ShouldBe(1);

    [Theory]
    [InlineData(95, 100)] // nearly all
    [InlineData(0, 100)] // not told
    [InlineData(3, 8)] // small
    public async Task Is_silent_when_it_fits_or_is_small_or_unknown(long cached, long partitions) => await IsSilentAsync(Log(cached, partitions));
}
