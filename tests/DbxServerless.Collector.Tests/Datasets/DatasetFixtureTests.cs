using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Metrics;
using DbxServerless.Collector.Tests.Reference;

namespace DbxServerless.Collector.Tests.Datasets;

/// <summary>
/// Every dataset has rows in <c>Fixtures/NAME.json</c> and, beside them, what it makes of them; those of event logs have <see cref="SparkFixture"/>
/// instead of rows. With the environment variable <c>APPROVE=1</c> the latter is written anew instead of compared: read the difference before it is committed.
/// </summary>
public sealed class DatasetFixtureTests
{
    public static TheoryData<string> Names => DatasetCases.Names;

    private static bool IsApproving => Environment.GetEnvironmentVariable("APPROVE") == "1";

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Rows_become_the_records_and_samples_that_were_approved(string name)
    {
        var fixture = await CollectAsync(name);
        var path = PathOf($"{name}.approved.txt");
        var actual = fixture.Describe();
        if (IsApproving)
            await File.WriteAllTextAsync(path, actual);

        File.Exists(path).ShouldBeTrue($"{path} is missing; run the tests once with APPROVE=1 and read what they write.");
        actual.ShouldBe(await File.ReadAllTextAsync(path), $"The dataset '{name}' makes something else of its fixture; if that is right, run the tests once with APPROVE=1.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_fixture_shows_every_statement_and_family_and_no_other(string name)
    {
        var dataset = DatasetCases.Dataset(name);
        var fixture = await CollectAsync(name);

        fixture.Statements.ShouldBe(dataset.Statements.Keys, ignoreOrder: true);
        fixture.Endpoints.ShouldBe(dataset.Info.Schedule is null ? [] : dataset.Info.Endpoints, ignoreOrder: true); // the harvest calls for those of event logs
        Shown(fixture.Samples.Select(sample => sample.Family)).ShouldBe(Shown(dataset.Families));
        Shown(fixture.Records.SelectMany(record => record.Counts).Select(count => count.Family)).ShouldBe(Shown(dataset.CounterFamilies));
        static IEnumerable<string> Shown(IEnumerable<MetricFamily> families) => families.Select(family => family.Name).Distinct().Order(StringComparer.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Records_have_a_key_each_and_samples_fit_their_families(string name)
    {
        var fixture = await CollectAsync(name);

        fixture.Records.Select(record => record.RecordId).ShouldBeUnique();
        fixture.Records.SelectMany(record => record.Counts).ShouldAllBe(count => count.Labels.Count == count.Family.Labels.Count);
        // Refuses what does not fit, and series that occur twice.
        SnapshotEncoder.Encode(new Snapshot(name, Collector.Datasets.Scope.Account, DatasetFixture.AsOf, fixture.Samples)).Length.ShouldBePositive();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_column_has_a_value_somewhere_in_the_fixture(string name)
    {
        var fixture = await CollectAsync(name);
        var filled = string.Concat(fixture.Records.Select(record => System.Text.Encoding.UTF8.GetString(record.Columns.Span)));

        var empty = (DatasetCases.Dataset(name).Schema?.Columns ?? []).Where(column => !filled.Contains($"\"{column.Name}\":", StringComparison.Ordinal)).Select(column => column.Name);
        empty.ShouldBeEmpty("Give the fixture a row in which these columns have a value.");
    }

    private static async Task<DatasetFixture> CollectAsync(string name)
    {
        var path = PathOf($"{name}.json");
        var dataset = DatasetCases.Dataset(name);
        if (dataset.Info.Schedule is null)
            return await CollectAsync(await SparkFixture.CollectableAsync(name), "{}");
        File.Exists(path).ShouldBeTrue(
            $"The dataset '{name}' has no fixture: write {path} with a few rows or answers for each of {string.Join(", ", dataset.Statements.Keys.Concat(dataset.Info.Endpoints))}.");
        return await CollectAsync(dataset, await File.ReadAllTextAsync(path));
    }

    private static async Task<DatasetFixture> CollectAsync(Dataset dataset, string rows)
    {
        var fixture = new DatasetFixture(dataset, rows);
        await fixture.CollectAsync();
        return fixture;
    }

    private static string PathOf(string file) => Sources.Path("tests", "DbxServerless.Collector.Tests", "Datasets", "Fixtures", file);
}
