using System.Text;
using DbxServerless.Spark.EventLog;

namespace DbxServerless.Spark.Tests.EventLog;

public sealed class SegmentTests
{
    [Fact]
    public async Task Tasks_may_straddle_rolled_files()
    {
        var older = new EventLogBuilder().Metadata().ApplicationStart().JobStart(0, [0]).StageSubmitted(0).TaskEnd(new(1)).ToBytes();
        var newer = new EventLogBuilder().Metadata(rollover: 1).TaskEnd(new(2)).StageCompleted(0).JobEnd(0).ToBytes();

        var application = await Reading.ReadAsync(null, Reading.Gzip(older), newer);

        application.Stages.ShouldHaveSingleItem().Tasks.Totals.Tasks.ShouldBe(2);
        application.Totals.Stages.ShouldBe(1);
        application.Account.Applications.ShouldBe(1);
    }

    [Fact]
    public async Task A_rolled_file_that_is_delivered_twice_counts_once()
    {
        var older = new EventLogBuilder().Metadata().ApplicationStart().JobStart(0, [0]).TaskEnd(new(1)).ToBytes();

        var application = await Reading.ReadAsync(null, Reading.Gzip(older), older);

        application.Totals.Tasks.Tasks.ShouldBe(1);
        application.Totals.Jobs.ShouldBe(1);
    }

    [Fact]
    public async Task A_gz_that_ends_early_gives_what_it_holds()
    {
        var log = new EventLogBuilder().ApplicationStart();
        for (var i = 0; i < 200; i++)
        {
            log.TaskEnd(new(i) { Duration = 100 + (i * 7919 % 997) });
        }

        var gzip = Reading.Gzip(log.ToBytes());

        var application = await Reading.ReadAsync(null, gzip[..(gzip.Length / 2)]);

        application.Totals.Tasks.Tasks.ShouldBeInRange(20, 199);
        application.Account.IsTruncated.ShouldBeTrue();
        application.Account.Damage.ShouldHaveSingleItem().ShouldContain("incomplete or damaged");
    }

    [Fact]
    public async Task A_damaged_older_file_does_not_hide_the_newer_one()
    {
        var older = Reading.Gzip(new EventLogBuilder().ApplicationStart().TaskEnd(new(1)).ToBytes());
        var newer = new EventLogBuilder().TaskEnd(new(2)).ToBytes();

        var application = await Reading.ReadAsync(null, older[..^12], newer);

        application.Stages.Sum(stage => stage.Tasks.Totals.Tasks).ShouldBeGreaterThanOrEqualTo(1);
        application.Account.Damage.Count.ShouldBe(1);
        application.Account.IsTruncated.ShouldBeFalse();
    }

    [Fact]
    public async Task Gzip_members_that_were_joined_are_all_read()
    {
        byte[] joined = [.. Reading.Gzip(new EventLogBuilder().TaskEnd(new(1)).ToBytes()), .. Reading.Gzip(new EventLogBuilder().TaskEnd(new(2)).ToBytes())];

        var application = await Reading.ReadAsync(null, joined);

        application.Totals.Tasks.Tasks.ShouldBe(2);
    }

    [Fact]
    public async Task A_stream_that_cannot_seek_and_gives_a_byte_at_a_time_is_read()
    {
        var gzip = Reading.Gzip(new EventLogBuilder().ApplicationStart().TaskEnd(new(1)).ToBytes());
        var source = new EventLogSource("blob", [new EventLogSegment("blob", _ => ValueTask.FromResult<Stream>(new TrickleStream(gzip)))]);

        var application = await EventLogReader.ReadAsync(source);

        application.Totals.Tasks.Tasks.ShouldBe(1);
    }

    [Fact]
    public async Task A_stream_that_fails_fails_the_read_with_its_own_error()
    {
        var source = new EventLogSource("blob", [new EventLogSegment("blob", _ => ValueTask.FromException<Stream>(new IOException("the network is gone")))]);

        var error = await Should.ThrowAsync<IOException>(() => EventLogReader.ReadAsync(source));

        error.Message.ShouldBe("the network is gone");
    }

    [Fact]
    public async Task A_read_that_is_cancelled_ends()
    {
        using var cancel = new CancellationTokenSource();
        var source = new EventLogSource("blob", [new EventLogSegment("blob", _ => ValueTask.FromResult<Stream>(new EndlessStream(cancel)))]);

        await Should.ThrowAsync<OperationCanceledException>(() => EventLogReader.ReadAsync(source, cancel.Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("gzip")]
    public async Task An_empty_log_is_named(string kind)
    {
        var content = kind == "gzip" ? Reading.Gzip([]) : [];

        var error = await Should.ThrowAsync<EventLogException>(() => Reading.ReadAsync(null, content));

        error.Message.ShouldContain("'a log in memory' is empty");
    }

    [Fact]
    public async Task Zstd_is_refused_with_the_command_that_converts_it()
    {
        var error = await Should.ThrowAsync<EventLogException>(() => Reading.ReadAsync(null, [0x28, 0xb5, 0x2f, 0xfd, 0, 0, 0]));

        error.Message.ShouldContain("compressed with zstd");
        error.Message.ShouldContain("zstd -dc 'segment 0' | gzip");
    }

    /// <summary>Gives one byte a read and cannot seek.</summary>
    private sealed class TrickleStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(1, buffer.Length)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(1, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(1, buffer.Length)], cancellationToken);
    }

    /// <summary>Cancels after a while and never ends by itself.</summary>
    private sealed class EndlessStream(CancellationTokenSource cancel) : MemoryStream
    {
        private static readonly byte[] Line = Encoding.UTF8.GetBytes("{\"Event\":\"x\"}\n");

        private int _reads;

        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (++_reads == 1000)
            {
                cancel.Cancel();
            }

            cancellationToken.ThrowIfCancellationRequested();
            var length = Math.Min(Line.Length, buffer.Length);
            Line.AsSpan(0, length).CopyTo(buffer.Span);
            return ValueTask.FromResult(length);
        }
    }
}
