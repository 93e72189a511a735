using System.Text;
using DbxServerless.Collector.Storage;
using Shouldly;
using Xunit;

namespace DbxServerless.Testing.Storage;

/// <summary>What every sink does.</summary>
public abstract class RecordSinkSuite
{
    protected abstract IRecordSink Sink { get; }

    /// <summary>All lines of a table, in the order of their arrival.</summary>
    protected abstract IEnumerable<string> LinesOf(string table);

    [Fact]
    public async Task Records_arrive_in_their_order_in_their_table()
    {
        var report = await DeliverAsync("DbxA", Record(1), Record(2));
        await DeliverAsync("DbxB", Record(3));
        await DeliverAsync("DbxA", Record(4));

        (report.Delivered, report.SetAside.Count).ShouldBe((2, 0));
        LinesOf("DbxA").ShouldBe([Record(1), Record(2), Record(4)]);
        LinesOf("DbxB").ShouldBe([Record(3)]);
    }

    [Fact]
    public async Task Many_deliveries_at_the_same_time_all_arrive_whole()
    {
        await Task.WhenAll(Enumerable.Range(0, 10).Select(round => Task.Run(() =>
            DeliverAsync("DbxA", [.. Enumerable.Range(0, 50).Select(index => Record(round * 50 + index))]))));

        LinesOf("DbxA").Order().ShouldBe(Enumerable.Range(0, 500).Select(index => Record(index)).Order());
    }

    protected static string Record(int number, string day = "2026-03-10") =>
        $$"""{"TimeGenerated":"{{day}}T12:00:00.000Z","EventTime":"2026-03-01T00:00:00.000Z","RecordId":"{{number:x32}}","RecordVersion":1,"Name":"Grüße"}""";

    protected Task<DeliveryReport> DeliverAsync(string table, params IReadOnlyList<string> records) =>
        Sink.DeliverAsync(table, [.. records.Select(record => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(record))], default);
}
