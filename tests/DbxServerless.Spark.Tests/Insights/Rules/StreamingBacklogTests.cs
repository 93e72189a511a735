using System.Text.Json.Nodes;

namespace DbxServerless.Spark.Tests.Insights.Rules;

public sealed class StreamingBacklogTests() : StreamingTests("streaming-backlog")
{
    private static SparkLog Log(string metric, Func<int, long> backlog, int batches = 30) => Batches(batches, i => (i * 10_000, 5000), (i, progress) =>
        progress["sources"] = new JsonArray(new JsonObject { ["description"] = "source", ["metrics"] = new JsonObject { [metric] = backlog(i).ToString() } }));

    [Theory]
    [InlineData("numFilesOutstanding", 50)]
    [InlineData("numBytesOutstanding", 1_000_000)]
    [InlineData("avgOffsetsBehindLatest", 50_000)]
    public async Task Fires_when_it_grows(string metric, long step) => (await FiresAsync(Log(metric, i => i * step))).Title.ShouldContain("backlog");

    [Fact]
    public async Task Is_silent_when_it_is_steady() => await IsSilentAsync(Log("numFilesOutstanding", _ => 5000));

    [Fact]
    public async Task Is_silent_when_it_shrinks() => await IsSilentAsync(Log("numFilesOutstanding", i => 5000 - (i * 100)));

    [Fact]
    public async Task Is_silent_when_it_is_small() => await IsSilentAsync(Log("numFilesOutstanding", i => i));

    [Fact]
    public async Task Is_silent_about_other_metrics() => await IsSilentAsync(Log("numRecords", i => i * 1_000_000));

    [Fact]
    public async Task Is_silent_after_few_batches() => await IsSilentAsync(Log("numFilesOutstanding", i => i * 500, batches: 8));
}
