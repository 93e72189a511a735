using DbxServerless.Collector.Collection;

namespace DbxServerless.Collector.Tests.Collection;

public sealed class CollectionEngineTests
{
    private readonly ThingDataset _dataset = new();
    private readonly CollectionHost _host;

    public CollectionEngineTests() => _host = new CollectionHost(_dataset);

    private DateTimeOffset Now => _host.Time.GetUtcNow();

    [Fact]
    public async Task A_record_is_delivered_once_with_its_standard_columns()
    {
        _dataset.Read = _ => [new Thing { Key = "a", Time = Now.AddHours(-1), Value = 1 }];

        var first = await _host.CollectAsync();
        var second = await _host.CollectAsync();

        first.Result.ShouldBe(CollectionResult.Succeeded);
        (first.RowsRead, first.RecordsChanged, first.Delivered).ShouldBe((1, 1, 1));
        (second.RowsRead, second.RecordsChanged, second.Delivered).ShouldBe((1, 0, 0));
        var id = _dataset.RecordOf(_dataset.Read(null!).Single()).RecordId;
        _host.Sink.Lines(_dataset.Table).ShouldBe(
        [
            $$"""
            {"TimeGenerated":"2026-03-10T12:00:00.000Z","EventTime":"2026-03-10T11:00:00.000Z","RecordId":"{{id}}","RecordVersion":1773144000000,"Key":"a","Time":"2026-03-10T11:00:00.000Z","Value":1,"Final":false,"Deleted":false}
            """,
        ]);
    }
}
