using System.Text.Json.Nodes;

namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class StreamingStateGrowthTests() : StreamingTests("streaming-state-growth")
{
    private static SparkLog Log(Func<int, long> rows, string? watermark = null, long bytesPerRow = 1000, int batches = 30) => Batches(batches, i => (i * 10_000, 5000), (i, progress) =>
    {
        progress["stateOperators"] = new JsonArray(new JsonObject { ["operatorName"] = "dedupe", ["numRowsTotal"] = rows(i), ["memoryUsedBytes"] = rows(i) * bytesPerRow });
        if (watermark is not null)
        {
            progress["eventTime"] = new JsonObject { ["watermark"] = watermark };
        }
    });

    [Fact]
    public async Task Fires_when_it_only_grows() => (await FiresAsync(Log(i => i * 100_000))).Finding.Advice.ShouldContain("no watermark");

    [Fact]
    public async Task Says_when_a_watermark_does_not_help() => (await FiresAsync(Log(i => i * 100_000, "2024-05-05T00:00:00.000Z"))).Finding.Advice.ShouldContain("does not follow it");

    [Fact]
    public async Task Is_silent_when_it_is_steady() => await IsSilentAsync(Log(i => 3_000_000 + (i % 2 * 1000)));

    [Fact]
    public async Task Is_silent_when_it_goes_up_and_down() => await IsSilentAsync(Log(i => (i % 3) * 2_000_000 + (i * 10_000)));

    [Fact]
    public async Task Is_silent_when_it_is_small() => await IsSilentAsync(Log(i => i * 1000));

    [Fact]
    public async Task Is_silent_after_few_batches() => await IsSilentAsync(Log(i => i * 1_000_000, batches: 10));
}
