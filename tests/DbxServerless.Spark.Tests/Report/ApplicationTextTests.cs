using DbxServerless.Spark.Report;
using DbxServerless.Spark.Tests.EventLog;

namespace DbxServerless.Spark.Tests.Report;

public sealed class ApplicationTextTests
{
    [Fact]
    public async Task Tells_the_totals_the_longest_stages_and_what_was_wrong_with_the_log()
    {
        var application = await new EventLogBuilder().Metadata().ApplicationStart(time: 1000).ExecutorAdded("1")
            .StageSubmitted(0, 2100).TaskEnd(new(1) { InputBytes = 1_572_864 }).StageCompleted(0, 2100, 64_100)
            .ExecutorRemoved("1", "worker lost", 65_000).Line("broken").ApplicationEnd(3_901_000).ReadAsync();
        var text = new StringWriter();

        ApplicationText.Write(text, application);

        var lines = text.ToString();
        lines.ShouldStartWith("Databricks Shell  app-1");
        foreach (var line in new[]
        {
            "  Time            1970-01-01 00:00:01 UTC for 1 h 5 min",
            "  Input           1.5 MiB, 10 records",
            "  Shuffle         12 B read, 11 B written",
            "  Executors       1, 1 removed",
            "       0.0      95 ms   1 min 2 s        1       0     100 ms     100 ms     100 ms  collect at Report.scala:0",
            "  1 on 10.0.0.1: worker lost",
            "  1 malformed lines were left out.",
        })
        {
            lines.ShouldContain(line);
        }
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(52_997_115_316, "49.4 GiB")]
    [InlineData(long.MaxValue, "8192 PiB")]
    public void Sizes_are_readable(long bytes, string text) => Amounts.Size(bytes).ShouldBe(text);

    [Theory]
    [InlineData(999L, "999 ms")]
    [InlineData(4382L, "4.4 s")]
    [InlineData(417_742L, "6 min 57 s")]
    [InlineData(4_292_466L, "1 h 11 min")]
    [InlineData(null, "?")]
    public void Durations_are_readable(long? milliseconds, string text) => Amounts.Duration(milliseconds).ShouldBe(text);
}
