using System.Text.Json;
using DbxServerless.Collector.Datasets;

namespace DbxServerless.Collector.Tests.Datasets.Rest;

/// <summary>Whoever begins later reads less far back, and says the same of what both have read.</summary>
public sealed class FirstReadingTests
{
    // Versions, whether five minutes have passed, and what is normal by the runs that were seen until then.
    private static readonly string[] DiffersByNature =
        ["RecordVersion", "TimeGenerated", "IsClosed", "NormalSeconds", "P95Seconds", "NormalRatio", "ExpectedEndTime", "Outlook"];

    [Theory]
    [InlineData(40)]
    [InlineData(185)]
    public async Task What_lies_at_the_far_end_of_the_first_reading_is_told_whole_or_not_at_all(int minutes)
    {
        var names = DatasetCatalog.Product.Datasets.Where(dataset => dataset.Info.Table != "DbxCollections").Select(dataset => dataset.Info.Name).ToList();
        await using var early = await RestWorld.StartAsync(names, options => options with { Days = 3 });
        await using var late = await RestWorld.StartAsync(names, options => options with { Days = 3 });
        await early.CollectAllAsync();
        early.Time.Advance(TimeSpan.FromMinutes(minutes));
        late.Time.Advance(TimeSpan.FromMinutes(minutes));
        await early.CollectAllAsync();
        await late.CollectAllAsync();

        var tables = DatasetCatalog.Product.Datasets.Select(dataset => dataset.Info.Table).OfType<string>().Distinct().ToList();
        var (expected, told) = (Told(early, tables), Told(late, tables));
        told.Keys.Select(key => key.Table).Distinct().Count().ShouldBeGreaterThan(30);
        told.Keys.Except(expected.Keys).ShouldBeEmpty();
        told.Where(record => expected[record.Key] != record.Value).Select(record => $"{record.Key.Table}: {record.Value}, and not {expected[record.Key]}").ShouldBeEmpty();
    }

    private static Dictionary<(string Table, string Id), string> Told(RestWorld world, IEnumerable<string> tables) => tables
        .SelectMany(table => world.Newest(table).Select(row => (Table: table, Row: row)))
        .ToDictionary(told => (told.Table, told.Row.GetProperty("RecordId").GetString()!), told => Content(told.Row));

    private static string Content(JsonElement row) => string.Join(", ", row.EnumerateObject().Where(field => !DiffersByNature.Contains(field.Name)).Select(field => field.ToString()));
}
