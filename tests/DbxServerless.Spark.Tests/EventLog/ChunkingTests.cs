using DbxServerless.Spark.EventLog;
using FsCheck;
using FsCheck.Fluent;

namespace DbxServerless.Spark.Tests.EventLog;

public sealed class ChunkingTests
{
    private static readonly byte[] Log = new EventLogBuilder().Metadata().ApplicationStart()
        .SqlStart(0, EventLogBuilder.PlanNode("Scan", [("rows", 77, "sum")]))
        .JobStart(0, [0], 2000, ("spark.job.description", "Überfällige Aufträge 日本語 🚀 zählen"), ("spark.sql.execution.id", "0"))
        .Line("").Line("broken")
        .TaskEnd(new(1) { SqlMetrics = [(77, "3", "3")] })
        .TaskEnd(new(2) { SqlMetrics = [(77, "00:00:04.112", "00:00:04.112")], ErrorClass = "java.io.IOException", Reason = "ExceptionFailure", Failed = true })
        .StageCompleted(0).Line("{\"Event\":\"org.acme.Neu\"}\r").Raw("{\"Event\":\"SparkList")
        .ToBytes();

    [Fact]
    public async Task Any_size_of_blocks_and_reads_gives_the_same_result()
    {
        var expected = await Summary(Log.Length * 2, int.MaxValue);
        expected.ShouldContain("Überfällige Aufträge 日本語 🚀 zählen");
        expected.ShouldContain("malformed 2, truncated True, lines 11");

        var chunking = from block in Gen.Choose(1, Log.Length + 10)
                       from read in Gen.Choose(1, 300)
                       select (block, read);
        Prop.ForAll(
            chunking.ToArbitrary(),
            chunk => Summary(chunk.block, chunk.read).GetAwaiter().GetResult() == expected)
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task A_cut_at_any_byte_never_crashes_and_loses_at_most_the_line_that_it_cuts()
    {
        var small = new EventLogReadOptions { BlockBytes = 1024 };
        var whole = await Reading.ReadAsync(small, Log);
        for (var length = 1; length < Log.Length; length++)
        {
            var application = await Reading.ReadAsync(small, Log[..length]);

            var account = application.Account;
            account.Lines.ShouldBe(Log.AsSpan(0, length).Count((byte)'\n') + (Log[length - 1] == '\n' ? 0 : 1));
            account.MalformedLines.ShouldBeLessThanOrEqualTo(whole.Account.MalformedLines + 1);
            application.Totals.Tasks.Tasks.ShouldBeLessThanOrEqualTo(2);
        }
    }

    private static async Task<string> Summary(int blockBytes, int readBytes)
    {
        var source = new EventLogSource("log", [new EventLogSegment("log", _ => ValueTask.FromResult<Stream>(new ShortReadStream(Log, readBytes)))]);
        var application = await EventLogReader.ReadAsync(source, new EventLogReadOptions { BlockBytes = blockBytes });
        var account = application.Account;
        return $"{application.Json()} {application.Jobs[0].Description} {application.SqlExecutions[0].Plan!.Metrics[0].Value} "
            + $"malformed {account.MalformedLines}, truncated {account.IsTruncated}, lines {account.Lines}, empty {account.EmptyLines}, bytes {account.Bytes}";
    }

    private sealed class ShortReadStream(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(most, buffer.Length)]);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(most, buffer.Length)], cancellationToken);
    }
}
