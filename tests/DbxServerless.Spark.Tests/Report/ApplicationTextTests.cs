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

        text.ToString().ShouldBe("""
            Databricks Shell  app-1  Spark 3.4.1
              took            1 h 5 min
              jobs            0, 0 failed
              stages          1, 0 failed
              tasks           1, 0 failed
              SQL executions  0, 0 failed
              executor time   95 ms, of it garbage collection 2 ms
              read            1.5 MiB, 10 records
              written         4 B, 1 records
              shuffled        11 B written, 12 B read
              spilled         30 B of memory, 20 B to disk
            Stages:
              0.0  1 min 2 s  1 tasks (0 failed), each 100 ms (p95 100 ms, max 100 ms)  collect at Report.scala:0
            Executors: 1
              1 on 10.0.0.1 was removed: worker lost
            Log: 9 lines, 2 KiB
              1 lines are not a Spark event

            """);
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
