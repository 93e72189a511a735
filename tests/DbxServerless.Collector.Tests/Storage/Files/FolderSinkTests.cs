using System.Text;
using DbxServerless.Collector.Storage;
using DbxServerless.Collector.Storage.Files;
using DbxServerless.Testing.Storage;

namespace DbxServerless.Collector.Tests.Storage.Files;

public sealed class FolderSinkTests : RecordSinkSuite, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FolderSinkTests() => Sink = new FolderSink(_folder.Path);

    protected override IRecordSink Sink { get; }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_day_of_delivery_has_a_file()
    {
        await DeliverAsync("DbxA", Record(1), Record(2, "2026-03-11"), Record(3));

        Directory.EnumerateFiles(_folder["records", "DbxA"], "*.jsonl").Select(Path.GetFileName).Order()
            .ShouldBe(["2026-03-10.jsonl", "2026-03-11.jsonl"]);
        (await File.ReadAllTextAsync(_folder["records", "DbxA", "2026-03-10.jsonl"])).ShouldBe($"{Record(1)}\n{Record(3)}\n");
    }

    [Fact]
    public async Task Whatever_a_crash_left_of_the_last_line_is_cut_off_before_more_is_written()
    {
        var path = _folder["records", "DbxA", "2026-03-10.jsonl"];
        var whole = Encoding.UTF8.GetBytes($"{Record(1)}\n{Record(2)}\n");
        for (var cut = 0; cut <= whole.Length; cut += 7)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, whole[..cut]);
            await DeliverAsync("DbxA", Record(3));

            var lines = (await File.ReadAllTextAsync(path)).Split('\n');
            lines[^1].ShouldBe("");
            lines[^2].ShouldBe(Record(3));
            lines[..^2].ShouldBe(new[] { Record(1), Record(2) }.Take(lines.Length - 2));
            lines.Length.ShouldBe(2 + Encoding.UTF8.GetString(whole[..cut]).Count(letter => letter == '\n'));
        }
    }

    [Fact]
    public async Task A_cut_line_that_is_longer_than_a_block_is_cut_off_too()
    {
        await DeliverAsync("DbxA", Record(1));
        var path = _folder["records", "DbxA", "2026-03-10.jsonl"];
        await File.AppendAllTextAsync(path, new string('x', 3_000_000));
        await DeliverAsync("DbxA", Record(2));

        (await File.ReadAllTextAsync(path)).ShouldBe($"{Record(1)}\n{Record(2)}\n");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(1_500_000)]
    public async Task On_a_full_disk_nothing_of_the_delivery_stays_and_it_can_be_repeated(int room)
    {
        await DeliverAsync("DbxA", Record(1));
        ReadOnlyMemory<byte>[] many = [.. Enumerable.Range(2, 30_000).Select(number => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(Record(number)))];
        var fullDisk = new FolderSink(_folder.Path, path => new NearlyFullDisk(path, room));
        await Should.ThrowAsync<IOException>(() => fullDisk.DeliverAsync("DbxA", many, CancellationToken.None));

        var path = _folder["records", "DbxA", "2026-03-10.jsonl"];
        (await File.ReadAllTextAsync(path)).ShouldBe($"{Record(1)}\n");
        await Sink.DeliverAsync("DbxA", many, CancellationToken.None);
        (await File.ReadAllLinesAsync(path)).Length.ShouldBe(30_001);
    }

    [Fact]
    public async Task A_delivery_waits_for_another_process_that_is_writing()
    {
        Task<DeliveryReport> delivery;
        using (await FileLock.AcquireAsync(_folder["records", "DbxA", ".lock"], default))
        {
            delivery = DeliverAsync("DbxA", Record(1));
            LinesOf("DbxA").ShouldBeEmpty();
        }

        (await delivery).Delivered.ShouldBe(1);
    }

    protected override IEnumerable<string> LinesOf(string table)
    {
        var path = _folder["records", table, "2026-03-10.jsonl"];
        return File.Exists(path) ? File.ReadAllLines(path) : [];
    }
}
