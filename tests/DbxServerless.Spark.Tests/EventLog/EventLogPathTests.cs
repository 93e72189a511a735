using DbxServerless.Spark.EventLog;

namespace DbxServerless.Spark.Tests.EventLog;

public sealed class EventLogPathTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("eventlog").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Rolled_files_come_oldest_first_and_the_current_one_last()
    {
        Write("eventlog", "eventlog-2024-01-02--00-30.gz", "eventlog-2023-12-31--23-30.gz", "eventlog-2024-01-02--00-00.gz", "log4j-active.log");

        var source = EventLogSource.Open(_folder);

        source.Segments.Select(segment => Path.GetFileName(segment.Name)).ShouldBe(
            ["eventlog-2023-12-31--23-30.gz", "eventlog-2024-01-02--00-00.gz", "eventlog-2024-01-02--00-30.gz", "eventlog"]);
    }

    [Fact]
    public void Sparks_own_rolled_files_come_by_number()
    {
        Write("events_10_app-1", "events_2_app-1", "events_1_app-1", "appstatus_app-1");

        EventLogSource.Open(_folder).Segments.Select(segment => Path.GetFileName(segment.Name))
            .ShouldBe(["events_1_app-1", "events_2_app-1", "events_10_app-1"]);
    }

    [Fact]
    public async Task A_file_is_read_whatever_its_name()
    {
        var path = Path.Combine(_folder, "anything");
        await File.WriteAllBytesAsync(path, Reading.Gzip(new EventLogBuilder().ApplicationStart("app-7").ToBytes()));

        (await EventLogReader.ReadAsync(EventLogSource.Open(path))).Id.ShouldBe("app-7");
    }

    [Fact]
    public void A_wrong_path_is_named() =>
        Message(Path.Combine(_folder, "nowhere")).ShouldContain("nowhere' does not exist");

    [Fact]
    public void An_empty_file_is_named()
    {
        File.WriteAllText(Path.Combine(_folder, "eventlog"), "");

        Message(Path.Combine(_folder, "eventlog")).ShouldContain("eventlog' is empty");
        Message(_folder).ShouldContain("is empty");
    }

    [Fact]
    public void An_empty_current_file_beside_rolled_ones_is_no_fault()
    {
        Write("eventlog-2024-01-02--00-30.gz");
        File.WriteAllText(Path.Combine(_folder, "eventlog"), "");

        EventLogSource.Open(_folder).Segments.Count.ShouldBe(2);
    }

    [Fact]
    public void A_folder_without_logs_says_what_was_expected()
    {
        Write("stdout");

        Message(_folder).ShouldContain("expected 'eventlog' or 'eventlog-*.gz'");
    }

    [Fact]
    public void A_folder_above_the_logs_says_where_they_are()
    {
        var deeper = Directory.CreateDirectory(Path.Combine(_folder, "0101-abc_10_0_0_1", "8880912756278443690")).FullName;
        File.WriteAllText(Path.Combine(deeper, "eventlog"), "{}");

        Message(_folder).ShouldContain($"give '{deeper}'");
    }

    [Theory]
    [InlineData("28b52ffd", "zstd")]
    [InlineData("04224d18", "lz4")]
    [InlineData("4c5a34426c6f636b", "lz4 codec")]
    [InlineData("82534e4150505900", "snappy")]
    [InlineData("ff060000734e61507059", "snappy")]
    [InlineData("504b0304", "zip")]
    public void Other_compressions_are_named(string head, string codec)
    {
        var path = Path.Combine(_folder, "eventlog");
        File.WriteAllBytes(path, [.. Convert.FromHexString(head), .. new byte[20]]);

        Message(path).ShouldContain(codec);
        Message(_folder).ShouldContain("Convert it to gzip");
    }

    private static string Message(string path) => Should.Throw<EventLogException>(() => EventLogSource.Open(path)).Message;

    private void Write(params string[] names)
    {
        foreach (var name in names)
        {
            File.WriteAllText(Path.Combine(_folder, name), "{}");
        }
    }
}
