using System.Text.Json;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Reference;

namespace DbxServerless.Collector.Tests.Reference;

public sealed class DeploymentFilesTests
{
    private static readonly string Folder = Sources.Path("infra-bicep");

    public static TheoryData<string> Names => [.. DeploymentFiles.Generate(DatasetCatalog.Product, Folder).Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_committed_deployment_is_what_the_code_says(string name)
    {
        var path = Path.Combine(Folder, name);
        var committed = File.Exists(path) ? File.ReadAllText(path) : "";

        (committed == DeploymentFiles.Generate(DatasetCatalog.Product, Folder)[name]).ShouldBeTrue($"infra-bicep/{name} is stale; run: {ReferenceFiles.Command}");
    }

    [Fact]
    public void No_rule_has_more_streams_than_Azure_allows()
    {
        using var tables = Tables(File.ReadAllText(Path.Combine(Folder, "generated", "tables.json")));

        tables.RootElement.GetProperty("tables").EnumerateArray().GroupBy(table => table.GetProperty("rule").GetInt32())
            .ShouldAllBe(rule => rule.Count() <= DeploymentTables.StreamsOfRule);
    }

    [Fact]
    public void Every_table_keeps_the_limits_of_Log_Analytics()
    {
        using var tables = Tables(null);

        foreach (var table in tables.RootElement.GetProperty("tables").EnumerateArray())
        {
            var columns = table.GetProperty("columns").EnumerateArray().Select(column => column.GetProperty("name").GetString()!).ToList();
            columns.Count.ShouldBeLessThanOrEqualTo(500);
            columns.ShouldAllBe(column => column.Length <= 45 && char.IsAsciiLetter(column[0]) && column.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'));
            columns.Select(column => column.ToLowerInvariant()).Intersect(["_resourceid", "id", "_subscriptionid", "tenantid", "type", "uniqueid", "title"]).ShouldBeEmpty(table.ToString());
            columns.ShouldBeUnique();
        }
    }

    [Fact]
    public void A_table_stays_with_its_rule_when_others_come_and_go()
    {
        var before = new Dictionary<string, int> { ["DbxGone"] = 0, ["DbxB"] = 1, ["DbxC"] = 0 };

        DeploymentTables.Rules(["DbxA", "DbxB", "DbxC"], before).OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value))
            .ShouldBe([("DbxA", 0), ("DbxB", 1), ("DbxC", 0)]);
    }

    [Fact]
    public void A_new_table_goes_to_the_first_rule_that_has_room()
    {
        var full = Enumerable.Range(0, DeploymentTables.StreamsOfRule).ToDictionary(number => $"DbxOld{number}", _ => 0);

        DeploymentTables.Rules([.. full.Keys, "DbxNew"], full)["DbxNew"].ShouldBe(1);
    }

    [Fact]
    public void Tables_that_are_too_many_for_a_rule_leave_it()
    {
        var merged = Enumerable.Range(10, DeploymentTables.StreamsOfRule + 2).ToDictionary(number => $"DbxTable{number}", _ => 0);

        var rules = DeploymentTables.Rules([.. merged.Keys], merged);

        rules.Where(pair => pair.Value == 1).Select(pair => pair.Key).ShouldBe(["DbxTable20", "DbxTable21"], ignoreOrder: true);
        rules.Count.ShouldBe(merged.Count);
    }

    [Fact]
    public void Grants_cover_every_system_table_that_is_read_and_nothing_else()
    {
        var sql = GrantsFile.Generate(DatasetCatalog.Product);
        var granted = sql.Split('\n').Where(line => line.StartsWith("GRANT SELECT ON TABLE ", StringComparison.Ordinal)).Select(line => line.Split(' ')[4]);

        granted.ShouldBe(DatasetCatalog.Product.Datasets.SelectMany(dataset => dataset.Info.SystemTables).Distinct(), ignoreOrder: true);
        sql.Split('\n').Where(line => line.StartsWith("GRANT", StringComparison.Ordinal)).ShouldAllBe(line => line.StartsWith("GRANT USE CATALOG ON CATALOG system ")
            || line.StartsWith("GRANT USE SCHEMA ON SCHEMA system.") || line.StartsWith("GRANT SELECT ON TABLE system."));
    }

    private static JsonDocument Tables(string? before) => JsonDocument.Parse(DeploymentTables.Generate(DatasetCatalog.Product, before));
}
