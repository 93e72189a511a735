namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class StreamingSlowBatchesTests() : StreamingTests("streaming-slow-batches")
{
    /// <summary>A trigger every ten seconds; some batches take longer, and the next starts at once.</summary>
    private static SparkLog Log(int batches, Func<int, long> took)
    {
        var starts = new List<long>();
        long at = 0;
        for (var i = 0; i < batches; i++)
        {
            starts.Add(at);
            at = Math.Max(at + took(i), (at / 10_000 * 10_000) + 10_000);
        }

        return Batches(batches, i => (starts[i], took(i)), (_, _) => { });
    }

    [Fact]
    public async Task Fires_when_a_third_overruns_the_interval()
    {
        var insight = await FiresAsync(Log(30, i => i % 3 == 0 ? 14_000 : 2000));

        insight.Finding.Where.StreamingQuery.ShouldBe("orders");
        insight.Finding.Advice.ShouldContain("maxFilesPerTrigger");
    }

    [Fact]
    public async Task Is_silent_when_batches_are_done_in_time() => await IsSilentAsync(Log(30, _ => 6000));

    [Fact]
    public async Task Is_silent_about_a_rare_one() => await IsSilentAsync(Log(40, i => i % 10 == 0 ? 14_000 : 2000));

    [Fact]
    public async Task Is_silent_when_the_interval_cannot_be_told() => await IsSilentAsync(Batches(30, i => (i * 5000, 5000), (_, _) => { }));
}
